namespace FuncX.Actors;

/// <summary>Work and orders.</summary>
[GenerateSerializer, Immutable, Alias("funcx.PullReply")]
public sealed record PullReply
{
    /// <summary>At most credits, at most 4 MiB, one larger task alone.</summary>
    [Id(0)]
    public required TaskEnvelope[] Tasks { get; init; }

    /// <summary>Leased tasks that were cancelled: stop them if they run, drop them if they wait.</summary>
    [Id(1)]
    public required TaskId[] Cancels { get; init; }

    /// <summary>Take no more work and leave when idle.</summary>
    [Id(2)]
    public bool Drain { get; init; } = false;
}
