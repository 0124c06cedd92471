namespace FuncX.Actors.Silo.Up;

/// <summary>The directory that holds <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</summary>
public sealed record PostgresBinaries(string Directory)
{
    /// <summary>Where Debian and the PostgreSQL project's packages put them, one folder a major version.</summary>
    public static readonly IReadOnlyList<string> DefaultRoots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"];

    /// <summary>Finds the server of the version wanted, else the newest one installed.</summary>
    /// <param name="version">Major version of an existing cluster, which only the same version can serve; null for any.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PostgresSetupException">With <see cref="PostgresSetupError.BinariesMissing"/> when there is none.</exception>
    public static async Task<PostgresBinaries> FindAsync(string? version, CancellationToken cancellationToken)
    {
        foreach (var candidate in DefaultRoots.SelectMany(VersionsNewestFirst).OrderByDescending(folder => version is not null && VersionOf(folder) == version))
        {
            if (IsComplete(candidate))
            {
                return new PostgresBinaries(candidate);
            }
        }

        var asked = await AskPgConfigAsync(cancellationToken).ConfigureAwait(false);
        return asked is not null && IsComplete(asked) ? new PostgresBinaries(asked) : throw Missing();
    }

    /// <summary>The path of one program.</summary>
    public string Program(string name) => Path.Combine(Directory, name);

    internal static IEnumerable<string> VersionsNewestFirst(string root) =>
        !System.IO.Directory.Exists(root)
            ? []
            : System.IO.Directory.GetDirectories(root)
                .OrderByDescending(folder => double.TryParse(VersionOf(Path.Combine(folder, "bin")), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"));

    internal static PostgresSetupException Missing() => new(
        PostgresSetupError.BinariesMissing,
        "No PostgreSQL server programs (initdb, postgres, pg_ctl) were found.",
        "Install them with 'apt-get install postgresql', or name a running server with --postgres.");

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "pg_ctl"));

    private static string? VersionOf(string folder) =>
        Path.GetFileName(Path.GetDirectoryName(folder))?.Replace("postgresql@", string.Empty, StringComparison.Ordinal);

    private static async Task<string?> AskPgConfigAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ProgramRun.RunAsync("pg_config", ["--bindir"], TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false);
            return answer.ExitCode == 0 ? answer.Output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
