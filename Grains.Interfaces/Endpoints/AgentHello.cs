namespace FuncX.Actors;

/// <summary>First words of an agent, with everything it holds.</summary>
[GenerateSerializer, Immutable, Alias("funcx.AgentHello")]
public sealed record AgentHello
{
    /// <summary>Names the agent process.</summary>
    [Id(0)]
    public required Guid Instance { get; init; }

    /// <summary>Agent version.</summary>
    [Id(1)]
    public required string Version { get; init; }

    /// <summary>Host name.</summary>
    [Id(2)]
    public required string Host { get; init; }

    /// <summary>1.</summary>
    [Id(3)]
    public required int ProtocolVersion { get; init; }

    /// <summary>Worker slots.</summary>
    [Id(4)]
    public required int Workers { get; init; }

    /// <summary>Tasks it takes beyond free slots.</summary>
    [Id(5)]
    public required int Prefetch { get; init; }

    /// <summary>Complete: what is not in it was never started there.</summary>
    [Id(6)]
    public required InventoryEntry[] Inventory { get; init; }

    /// <summary>Highest epoch it has seen, 0 at first.</summary>
    [Id(7)]
    public long LastOwnerEpoch { get; init; } = 0;

    /// <summary>The start journal survived, so that the inventory is complete; false after its loss.</summary>
    [Id(8)]
    public bool HasJournal { get; init; } = true;
}
