namespace FuncX.Actors;

/// <summary>What fences an agent: every pull and report carries it.</summary>
[GenerateSerializer, Immutable, Alias("funcx.AgentSession")]
public sealed record AgentSession
{
    /// <summary>The endpoint served.</summary>
    [Id(0)]
    public required EndpointId Endpoint { get; init; }

    /// <summary>Epoch of the queue's owner; an agent refuses a lower one than it has seen.</summary>
    [Id(1)]
    public required long OwnerEpoch { get; init; }

    /// <summary>Names this attachment; a newer one replaces it.</summary>
    [Id(2)]
    public required Guid Session { get; init; }
}
