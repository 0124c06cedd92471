using System.Globalization;

namespace FuncX.Actors.Faults.Tests;

/// <summary>Reads <c>/proc</c>.</summary>
internal static class Processes
{
    /// <summary>Processes whose working directory or command line lies in <paramref name="directory"/>, which only one site uses.</summary>
    public static IReadOnlyList<(int Pid, string What)> In(string directory) =>
        [.. All().Where(p => p.Cwd.StartsWith(directory, StringComparison.Ordinal) || p.Command.Contains(directory, StringComparison.Ordinal)).Select(p => (p.Pid, p.Command))];

    /// <summary>Python processes below <paramref name="ancestor"/>.</summary>
    public static IReadOnlyList<int> PythonBelow(int ancestor)
    {
        var all = All().ToDictionary(p => p.Pid);
        return [.. all.Values.Where(p => p.Command.Contains("worker.py", StringComparison.Ordinal) && IsBelow(p.Parent)).Select(p => p.Pid).Order()];

        bool IsBelow(int pid)
        {
            while (pid > 1 && pid != ancestor && all.TryGetValue(pid, out var parent))
                pid = parent.Parent;
            return pid == ancestor;
        }
    }

    private static IEnumerable<(int Pid, int Parent, string Cwd, string Command)> All()
    {
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) || pid == Environment.ProcessId)
                continue;
            if (Read(path) is { } found)
                yield return (pid, found.Parent, found.Cwd, found.Command);
        }
    }

    private static (int Parent, string Cwd, string Command)? Read(string path)
    {
        try
        {
            var stat = File.ReadAllText(path + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[0] is "Z" or "X")
                return null;
            var command = File.ReadAllText(path + "/cmdline").Replace('\0', ' ').Trim();
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), new FileInfo(path + "/cwd").LinkTarget ?? "", command);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while it was being read
        }
    }
}
