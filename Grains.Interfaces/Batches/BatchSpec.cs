namespace FuncX.Actors;

/// <summary>A batch to open.</summary>
[GenerateSerializer, Immutable, Alias("funcx.BatchSpec")]
public sealed record BatchSpec
{
    /// <summary>Display name, at most 256 characters; may be empty.</summary>
    [Id(0)]
    public required string Name { get; init; }
}
