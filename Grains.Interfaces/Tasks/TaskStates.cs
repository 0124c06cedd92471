namespace FuncX.Actors;

/// <summary>Names and classes of task states.</summary>
public static class TaskStates
{
    private static readonly string[] WireNames =
        ["received", "waiting-for-ep", "waiting-for-nodes", "waiting-for-launch", "running", "success", "failed", "cancelled"];

    /// <summary>The protocol's name, such as <c>waiting-for-ep</c>.</summary>
    public static string ToWireName(this TaskState state) => WireNames[(int)state];

    /// <summary>The task has ended; nothing changes it any more.</summary>
    public static bool IsTerminal(this TaskState state) => state >= TaskState.Success;

    /// <summary>Reads a protocol name, case ignored; false if there is none such.</summary>
    public static bool TryParse(string? name, out TaskState state)
    {
        var index = Array.FindIndex(WireNames, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        state = (TaskState)Math.Max(index, 0);
        return index >= 0;
    }
}
