using System.Security.Cryptography;
using System.Text;

namespace FuncX.Actors.Silo.Up;

/// <summary>The directories below one data root, made with the owner and mode that the server needs.</summary>

internal sealed class DataLayout
{
    /// <summary>A Unix socket's path has 107 bytes; <c>/.s.PGSQL.5432</c> takes 14 and <c>.lock</c> files are no sockets.</summary>
    private const int LongestSocketDirectory = 90;

    public DataLayout(string root)
    {
        // The kernel names working directories without links; servers are recognised by theirs.
        root = RealPath(root);
        Root = root;
        Cluster = Path.Combine(root, "pg");
        ServerLog = Path.Combine(root, "log", "postgres.log");
        var inside = Path.Combine(root, "sock");
        SocketDirectory = Encoding.UTF8.GetByteCount(inside) <= LongestSocketDirectory ? inside : ShortSocketDirectory(root);
    }

    public string Root { get; }

    public string Cluster { get; }

    public string ServerLog { get; }

    public string SocketDirectory { get; }

    public bool HasCluster => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    public static PostgresSetupException NotWritable(string path, Exception? inner) => new(
        PostgresSetupError.DirectoryNotWritable,
        $"The data directory {path} cannot be written{(ServerUser.IsSwitched ? $" (the server runs as user '{ServerUser.Name}')" : string.Empty)}.",
        "Choose one with --data that this user may write and enter, on a disk with free space.",
        inner);

    /// <summary>Creates root, log and socket directories.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Others may pass through the root but not list it: the server's user must reach its cluster below.
            CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            CreateDirectory(Path.GetDirectoryName(ServerLog)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw IsFull(error.Message) ? Full(Root, error) : NotWritable(Root, error);
        }

        await CreateForServerAsync(SocketDirectory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A 0700 directory that belongs to the server's user, who can enter it.</summary>
    public static async Task CreateForServerAsync(string path, CancellationToken cancellationToken)
    {
        string[] owner = ServerUser.IsSwitched ? ["-o", ServerUser.Name, "-g", ServerUser.Name] : [];
        var made = await ProgramRun.RunAsync("install", ["-d", "-m", "0700", .. owner, path], TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);
        if (made.ExitCode != 0)
        {
            throw IsFull(made.Output) ? Full(path, null) : NotWritable(path, new IOException(made.Output.Trim()));
        }

        var entered = await ServerUser.RunAsync("test", ["-w", path, "-a", "-x", path], TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);
        if (entered.ExitCode != 0)
        {
            throw NotWritable(path, null);
        }
    }

    /// <summary>The system's words, and those of the server when a file grows only in part.</summary>
    public static bool IsFull(string message) =>
        message.Contains("No space left on device", StringComparison.Ordinal) || message.Contains("Check free disk space", StringComparison.Ordinal);

    public static PostgresSetupException Full(string path, Exception? inner) => new(
        PostgresSetupError.DiskFull,
        $"No space is left on the disk of {path}.",
        "Free some space, or choose another --data directory.",
        inner);

    /// <summary>Major version of the cluster, such as <c>15</c>; null if there is none.</summary>
    public async Task<string?> ReadVersionAsync(CancellationToken cancellationToken) => !HasCluster
        ? null
        : (await ServerUser.RunAsync("cat", [Path.Combine(Cluster, "PG_VERSION")], TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false)).Output.Trim();

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = Directory.Exists(real) ? Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real : real;
        }

        return real;
    }

    private static void CreateDirectory(string path, UnixFileMode mode)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, mode);
        }
    }

    private static string ShortSocketDirectory(string root)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..12];
        return Path.Combine(Path.GetTempPath(), $"funcx-{Environment.UserName}-{hash}");
    }
}
