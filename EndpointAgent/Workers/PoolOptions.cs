namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Bounds of a worker pool.</summary>
internal sealed record PoolOptions
{
    /// <summary>Worker processes, at least 1.</summary>
    public required int Workers { get; init; }

    /// <summary>Most tasks in one worker's pipe, the running one included. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Expected run time of what may wait in one worker's pipe. Default 4 ms.</summary>
    public TimeSpan PipelineBudget { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>A task that runs longer than this keeps others out of its worker's pipe. Default 50 ms.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Unread bytes that fit into a pipe of 64 KiB however they are cut. Default 24 KiB.</summary>
    public int PipeBytes { get; init; } = 24 << 10;

    /// <summary>Functions that one worker keeps. Default 256.</summary>
    public int MaxFunctions { get; init; } = 256;

    /// <summary>A user without a worker takes one from another after this wait, and keeps it as long if others wait. Default 250 ms.</summary>
    public TimeSpan SwitchAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time from the start of a process to its hello. Default 30 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A worker that dies idle earlier than this counts as a failed start. Default 2 s.</summary>
    public TimeSpan ShortLife { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>First pause after a failed start; doubled by each further one. Default 250 ms.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause. Default 30 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);
}
