namespace FuncX.Actors.Grains.Functions;

/// <summary>A row of <c>functions</c>, stored under the state name <c>function</c>.</summary>
[GenerateSerializer, Alias("funcx.FunctionState")]
public sealed record FunctionState
{
    /// <summary>Display name.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Who registered it.</summary>
    [Id(1)]
    public string Owner { get; init; } = "";

    /// <summary>The packed buffer.</summary>
    [Id(2)]
    public byte[] Body { get; init; } = [];

    /// <summary>SHA-256 of the body.</summary>
    [Id(3)]
    public byte[] BodyHash { get; init; } = [];

    /// <summary>Free text.</summary>
    [Id(4)]
    public string? Description { get; init; }

    /// <summary>Everybody may call it.</summary>
    [Id(5)]
    public bool IsPublic { get; init; }

    /// <summary>No new task may name it.</summary>
    [Id(6)]
    public bool IsDeleted { get; init; }

    /// <summary>When it was registered.</summary>
    [Id(7)]
    public DateTimeOffset RegisteredAt { get; init; }
}
