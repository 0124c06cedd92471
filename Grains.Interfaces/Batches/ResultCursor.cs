namespace FuncX.Actors;

/// <summary>A place in a batch's outcomes in order of completion; outcomes after it are those not read yet.</summary>
[GenerateSerializer, Immutable, Alias("funcx.ResultCursor")]
public sealed record ResultCursor
{
    /// <summary>Postgres transaction of the last outcome read.</summary>
    [Id(0)]
    public required ulong Transaction { get; init; }

    /// <summary>Its sequence number.</summary>
    [Id(1)]
    public required long Sequence { get; init; }

    /// <summary>Before the first outcome.</summary>
    public static ResultCursor Start { get; } = new() { Transaction = 0, Sequence = 0 };
}
