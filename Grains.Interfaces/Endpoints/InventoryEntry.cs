namespace FuncX.Actors;

/// <summary>One task in an agent's hands.</summary>
[GenerateSerializer, Immutable, Alias("funcx.InventoryEntry")]
public sealed record InventoryEntry
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Task { get; init; }

    /// <summary>The attempt it was handed out as, from 1.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>What became of it.</summary>
    [Id(2)]
    public required InventoryState State { get; init; }

    /// <summary>Its start, for running ones.</summary>
    [Id(3)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Where it runs or ran.</summary>
    [Id(4)]
    public string? Worker { get; init; }

    /// <summary>Why it was interrupted.</summary>
    [Id(5)]
    public string? Reason { get; init; }
}
