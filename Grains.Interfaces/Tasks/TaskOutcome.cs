namespace FuncX.Actors;

/// <summary>How a task ended. There is exactly one per task.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskOutcome")]
public sealed record TaskOutcome
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Id { get; init; }

    /// <summary>Success, Failed or Cancelled.</summary>
    [Id(1)]
    public required TaskState State { get; init; }

    /// <summary>One serialized value in the SDK's format (header line, then body); only on success; at most 10 MiB.</summary>
    [Id(2)]
    public byte[]? Result { get; init; }

    /// <summary>Only when it failed or was cancelled (who and why).</summary>
    [Id(3)]
    public TaskFailure? Failure { get; init; }

    /// <summary>What the function printed, bounded, a cut is marked in the text; null if nothing.</summary>
    [Id(4)]
    public string? Stdout { get; init; }

    /// <summary>As <see cref="Stdout"/>.</summary>
    [Id(5)]
    public string? Stderr { get; init; }

    /// <summary>Start of the last attempt, by the worker's clock.</summary>
    [Id(6)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Its end, by the worker's clock.</summary>
    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Attempts handed out, 0 if none.</summary>
    [Id(8)]
    public int Attempts { get; init; } = 0;

    /// <summary>Where the last attempt ran.</summary>
    [Id(9)]
    public string? Host { get; init; }

    /// <summary>The batch it belongs to.</summary>
    [Id(10)]
    public GroupId? Group { get; init; }

    /// <summary>When the outcome was recorded, by the silo's clock.</summary>
    [Id(11)]
    public DateTimeOffset? CompletedAt { get; init; }
}
