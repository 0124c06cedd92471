namespace FuncX.Actors;

/// <summary>How an attempt ended at an agent.</summary>
[GenerateSerializer, Immutable, Alias("funcx.OutcomeReport")]
public sealed record OutcomeReport
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Task { get; init; }

    /// <summary>The attempt, from 1.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>Serialized value, on success.</summary>
    [Id(2)]
    public byte[]? Result { get; init; }

    /// <summary>Otherwise.</summary>
    [Id(3)]
    public TaskFailure? Failure { get; init; }

    /// <summary>Captured, bounded.</summary>
    [Id(4)]
    public string? Stdout { get; init; }

    /// <summary>Captured, bounded.</summary>
    [Id(5)]
    public string? Stderr { get; init; }

    /// <summary>Worker clock.</summary>
    [Id(6)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Worker clock.</summary>
    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Which worker.</summary>
    [Id(8)]
    public string? Worker { get; init; }
}
