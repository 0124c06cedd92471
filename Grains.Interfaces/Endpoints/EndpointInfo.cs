namespace FuncX.Actors;

/// <summary>A registered endpoint as cached by those who route to it.</summary>
[GenerateSerializer, Immutable, Alias("funcx.EndpointInfo")]
public sealed record EndpointInfo
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required EndpointId Id { get; init; }

    /// <summary>Display name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Who registered it.</summary>
    [Id(2)]
    public required string Owner { get; init; }

    /// <summary>Every account may run tasks on it.</summary>
    [Id(3)]
    public required bool IsPublic { get; init; }

    /// <summary>It takes no new task.</summary>
    [Id(4)]
    public bool IsDeleted { get; init; } = false;

    /// <summary>When.</summary>
    [Id(5)]
    public DateTimeOffset? RegisteredAt { get; init; }
}
