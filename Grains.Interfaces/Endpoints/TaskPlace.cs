namespace FuncX.Actors;

/// <summary>Where an open task stands in its endpoint's memory.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskPlace")]
public sealed record TaskPlace
{
    /// <summary>Its state.</summary>
    [Id(0)]
    public required TaskState State { get; init; }

    /// <summary>One line that says why.</summary>
    [Id(1)]
    public required string Reason { get; init; }
}
