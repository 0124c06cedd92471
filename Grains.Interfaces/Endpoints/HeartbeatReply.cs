namespace FuncX.Actors;

/// <summary>Answer to a heartbeat.</summary>
[GenerateSerializer, Immutable, Alias("funcx.HeartbeatReply")]
public sealed record HeartbeatReply
{
    /// <summary>As in <see cref="PullReply.Cancels"/>.</summary>
    [Id(0)]
    public required TaskId[] Cancels { get; init; }

    /// <summary>As in <see cref="PullReply.Drain"/>.</summary>
    [Id(1)]
    public bool Drain { get; init; } = false;
}
