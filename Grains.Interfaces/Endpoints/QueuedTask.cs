namespace FuncX.Actors;

/// <summary>A committed task in the memory of its endpoint's queue.</summary>
[GenerateSerializer, Immutable, Alias("funcx.QueuedTask")]
public sealed record QueuedTask
{
    /// <summary>What to run.</summary>
    [Id(0)]
    public required TaskSpec Spec { get; init; }

    /// <summary>Place in the queue, drawn by the ledger.</summary>
    [Id(1)]
    public required long Sequence { get; init; }

    /// <summary>Who submitted it.</summary>
    [Id(2)]
    public required string User { get; init; }

    /// <summary>Where its outcome is delivered; null if nobody waits by inbox.</summary>
    [Id(3)]
    public string? Inbox { get; init; }

    /// <summary>When it fails as expired if it still waits.</summary>
    [Id(4)]
    public required DateTimeOffset ExpiresAt { get; init; }
}
