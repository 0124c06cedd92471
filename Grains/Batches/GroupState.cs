namespace FuncX.Actors.Grains.Batches;

/// <summary>A row of <c>task_groups</c>, stored under the state name <c>group</c>.</summary>
[GenerateSerializer, Alias("funcx.GroupState")]
public sealed record GroupState
{
    /// <summary>Display name.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Who opened it.</summary>
    [Id(1)]
    public string Owner { get; init; } = "";

    /// <summary>When.</summary>
    [Id(2)]
    public DateTimeOffset CreatedAt { get; init; }
}
