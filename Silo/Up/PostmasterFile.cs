using System.Globalization;

namespace FuncX.Actors.Silo.Up;

/// <summary>What a server says about itself in <c>postmaster.pid</c>.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port, string SocketDirectory, string Status)
{
    public bool IsReady => Status is "ready";

    /// <summary>The file of a cluster, or null when there is none or it is being written.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        try
        {
            return Parse(File.ReadAllLines(Path.Combine(cluster, "postmaster.pid")));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static PostmasterFile? Parse(string[] lines) =>
        lines.Length >= 5 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
            ? new PostmasterFile(pid, port, lines[4].Trim(), lines.Length >= 8 ? lines[7].Trim() : string.Empty)
            : null;
}
