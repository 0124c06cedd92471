namespace FuncX.Actors;

/// <summary>A registered function, without its body.</summary>
[GenerateSerializer, Immutable, Alias("funcx.FunctionInfo")]
public sealed record FunctionInfo
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required FunctionId Id { get; init; }

    /// <summary>Display name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Who registered it.</summary>
    [Id(2)]
    public required string Owner { get; init; }

    /// <summary>SHA-256 of the body.</summary>
    [Id(3)]
    public required byte[] BodyHash { get; init; }

    /// <summary>Size of the body.</summary>
    [Id(4)]
    public required int BodyBytes { get; init; }

    /// <summary>Everybody may call it.</summary>
    [Id(5)]
    public required bool IsPublic { get; init; }

    /// <summary>When.</summary>
    [Id(6)]
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Free text.</summary>
    [Id(7)]
    public string? Description { get; init; }

    /// <summary>No new task may name it.</summary>
    [Id(8)]
    public bool IsDeleted { get; init; } = false;
}
