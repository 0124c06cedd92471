namespace FuncX.Actors;

/// <summary>The agent is attached.</summary>
[GenerateSerializer, Immutable, Alias("funcx.AttachReply")]
public sealed record AttachReply
{
    /// <summary>To carry from now on.</summary>
    [Id(0)]
    public required AgentSession Session { get; init; }

    /// <summary>Inventory entries that have ended meanwhile: stop and forget them.</summary>
    [Id(1)]
    public required TaskId[] Discard { get; init; }

    /// <summary>Send a heartbeat this often.</summary>
    [Id(2)]
    public required TimeSpan HeartbeatInterval { get; init; }

    /// <summary>Silence after which the session is over.</summary>
    [Id(3)]
    public required TimeSpan SessionTimeout { get; init; }

    /// <summary>For the log.</summary>
    [Id(4)]
    public required string EndpointName { get; init; }
}
