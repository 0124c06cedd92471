namespace FuncX.Actors;

/// <summary>An endpoint to register.</summary>
[GenerateSerializer, Immutable, Alias("funcx.EndpointSpec")]
public sealed record EndpointSpec
{
    /// <summary>Display name, 1 to 128 characters.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Every account may run tasks on it.</summary>
    [Id(1)]
    public bool IsPublic { get; init; } = false;

    /// <summary>Free text.</summary>
    [Id(2)]
    public string? Description { get; init; }
}
