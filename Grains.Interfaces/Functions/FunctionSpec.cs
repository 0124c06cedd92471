namespace FuncX.Actors;

/// <summary>A function to register.</summary>
[GenerateSerializer, Immutable, Alias("funcx.FunctionSpec")]
public sealed record FunctionSpec
{
    /// <summary>Display name, 1 to 256 characters.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>One packed buffer in the SDK's format, at most 1 MiB, such as <c>41\nst\nadd:def add(a, b=1): ...</c>.</summary>
    [Id(1)]
    public required byte[] Body { get; init; }

    /// <summary>Free text, at most 4 KiB.</summary>
    [Id(2)]
    public string? Description { get; init; }

    /// <summary>Everybody may call it.</summary>
    [Id(3)]
    public bool IsPublic { get; init; } = false;
}
