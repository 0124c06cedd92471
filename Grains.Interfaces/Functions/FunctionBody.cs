namespace FuncX.Actors;

/// <summary>A function's body, for an agent.</summary>
[GenerateSerializer, Immutable, Alias("funcx.FunctionBody")]
public sealed record FunctionBody
{
    /// <summary>The function.</summary>
    [Id(0)]
    public required FunctionId Id { get; init; }

    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    [Id(1)]
    public required byte[] Hash { get; init; }

    /// <summary>The packed buffer as registered.</summary>
    [Id(2)]
    public required byte[] Body { get; init; }
}
