namespace FuncX.Actors.Grains.Endpoints;

/// <summary>A row of <c>endpoints</c>, stored under the state name <c>endpoint</c>.</summary>
[GenerateSerializer, Alias("funcx.EndpointState")]
public sealed record EndpointState
{
    /// <summary>Display name.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Who registered it.</summary>
    [Id(1)]
    public string Owner { get; init; } = "";

    /// <summary>Every account may run tasks on it.</summary>
    [Id(2)]
    public bool IsPublic { get; init; }

    /// <summary>Free text.</summary>
    [Id(3)]
    public string? Description { get; init; }

    /// <summary>It takes no new task.</summary>
    [Id(4)]
    public bool IsDeleted { get; init; }

    /// <summary>When it was registered.</summary>
    [Id(5)]
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Counts the activations that owned the queue.</summary>
    [Id(6)]
    public long OwnerEpoch { get; init; }

    /// <summary>When an agent was last heard of; written on attach, detach and loss only.</summary>
    [Id(7)]
    public DateTimeOffset? LastSeen { get; init; }
}
