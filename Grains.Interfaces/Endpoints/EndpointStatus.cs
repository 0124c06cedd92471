namespace FuncX.Actors;

/// <summary>What an endpoint does now.</summary>
[GenerateSerializer, Immutable, Alias("funcx.EndpointStatus")]
public sealed record EndpointStatus
{
    /// <summary>The endpoint.</summary>
    [Id(0)]
    public required EndpointId Id { get; init; }

    /// <summary>Display name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Who registered it.</summary>
    [Id(2)]
    public required string Owner { get; init; }

    /// <summary>A live agent session reported within three heartbeats.</summary>
    [Id(3)]
    public required bool IsOnline { get; init; }

    /// <summary>Last word of an agent.</summary>
    [Id(4)]
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Where the agent runs.</summary>
    [Id(5)]
    public string? AgentHost { get; init; }

    /// <summary>Its version.</summary>
    [Id(6)]
    public string? AgentVersion { get; init; }

    /// <summary>Worker slots.</summary>
    [Id(7)]
    public int Workers { get; init; } = 0;

    /// <summary>Of these, free.</summary>
    [Id(8)]
    public int IdleWorkers { get; init; } = 0;

    /// <summary>In the memory of the queue; more may wait in the database.</summary>
    [Id(9)]
    public int QueuedTasks { get; init; } = 0;

    /// <summary>Handed to the agent and not ended.</summary>
    [Id(10)]
    public int LeasedTasks { get; init; } = 0;

    /// <summary>The database holds queued tasks beyond the window.</summary>
    [Id(11)]
    public bool HasMoreInDatabase { get; init; } = false;

    /// <summary>What the agent has to say, such as a full disk.</summary>
    [Id(12)]
    public string? Message { get; init; }

    /// <summary>Counts the owners of this endpoint's queue.</summary>
    [Id(13)]
    public long OwnerEpoch { get; init; } = 0;
}
