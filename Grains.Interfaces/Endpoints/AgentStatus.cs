namespace FuncX.Actors;

/// <summary>A heartbeat's content.</summary>
[GenerateSerializer, Immutable, Alias("funcx.AgentStatus")]
public sealed record AgentStatus
{
    /// <summary>Worker slots.</summary>
    [Id(0)]
    public required int Workers { get; init; }

    /// <summary>Free ones.</summary>
    [Id(1)]
    public required int IdleWorkers { get; init; }

    /// <summary>Running now.</summary>
    [Id(2)]
    public required int RunningTasks { get; init; }

    /// <summary>Waiting at the agent.</summary>
    [Id(3)]
    public required int QueuedTasks { get; init; }

    /// <summary>Unreported outcomes on disk.</summary>
    [Id(4)]
    public required long SpoolBytes { get; init; }

    /// <summary>A problem in one line, or null.</summary>
    [Id(5)]
    public string? Message { get; init; }
}
