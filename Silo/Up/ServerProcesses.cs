using System.Globalization;
using System.Runtime.InteropServices;

namespace FuncX.Actors.Silo.Up;

/// <summary>Finds the server processes of one cluster: every one of them has the cluster as its working directory.</summary>
internal static class ServerProcesses
{
    public const int Quit = 3;
    public const int Kill = 9;

    public static bool IsServerOf(int processId, string cluster)
    {
        var proc = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
        return LinkTarget($"{proc}/cwd") == cluster && IsAlive(proc) && Path.GetFileName(LinkTarget($"{proc}/exe")) is "postgres" or "postgres (deleted)";
    }

    /// <summary>None on systems without <c>/proc</c>: there a server can be started and stopped, not found.</summary>
    public static IReadOnlyList<int> Of(string cluster) => !Directory.Exists("/proc")
        ? []
        : [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsServerOf(id, cluster))];

    /// <summary>Sends a signal; a process that is already gone is no error.</summary>
    public static void Signal(int processId, int signal) => _ = SendSignal(processId, signal);

    private static string? LinkTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsAlive(string proc)
    {
        try
        {
            var stat = File.ReadAllText($"{proc}/stat");
            var state = stat[(stat.LastIndexOf(')') + 2)..];
            return state[0] is not ('Z' or 'X');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
