namespace FuncX.Actors;

/// <summary>How far a batch is.</summary>
[GenerateSerializer, Immutable, Alias("funcx.BatchProgress")]
public sealed record BatchProgress
{
    /// <summary>The batch.</summary>
    [Id(0)]
    public required GroupId Id { get; init; }

    /// <summary>Display name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Who opened it.</summary>
    [Id(2)]
    public required string Owner { get; init; }

    /// <summary>Durable tasks.</summary>
    [Id(3)]
    public required long Submitted { get; init; }

    /// <summary>Ended with a result.</summary>
    [Id(4)]
    public required long Succeeded { get; init; }

    /// <summary>Ended with a failure.</summary>
    [Id(5)]
    public required long Failed { get; init; }

    /// <summary>Ended by a cancel.</summary>
    [Id(6)]
    public required long Cancelled { get; init; }

    /// <summary>When it was opened.</summary>
    [Id(7)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Tasks that have ended.</summary>
    public long Ended => Succeeded + Failed + Cancelled;
}
