namespace FuncX.Actors.Grains.Tasks;

/// <summary>A row of <c>tasks</c>.</summary>
public sealed record TaskRecord
{
    /// <summary>What to run, as submitted.</summary>
    public required TaskSpec Spec { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string User { get; init; }

    /// <summary>SHA-256 over the specification: tells a repeated submit from a stolen id.</summary>
    public required byte[] SpecHash { get; init; }

    /// <summary>The submitting client's inbox key, if it has one.</summary>
    public string? Inbox { get; init; }

    /// <summary>When it became durable, by the silo's clock.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it fails as expired if it still waits.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Place in the queue; 0 before the insert, drawn by the ledger.</summary>
    public long Sequence { get; init; }

    /// <summary>The queue's view of it.</summary>
    public QueuedTask ToQueued() => new() { Spec = Spec, Sequence = Sequence, User = User, Inbox = Inbox, ExpiresAt = ExpiresAt };
}
