using System.Runtime.InteropServices;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Signals to processes and process groups.</summary>
internal static partial class ProcessSignals
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>Kills the group that <paramref name="leader"/> leads; nothing happens if there is none.</summary>
    public static void KillGroup(int leader)
    {
        if (leader > 1)
            _ = Send(-leader, Kill);
    }

    /// <summary>Asks a process to end.</summary>
    /// <returns>False if there is no such process, or it is not ours.</returns>
    public static bool RequestEnd(int process) => process > 1 && Send(process, Terminate) == 0;

    /// <summary>Kills a process.</summary>
    public static bool KillProcess(int process) => process > 1 && Send(process, Kill) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int process, int signal);
}
