namespace FuncX.Actors;

/// <summary>A task has been running for a second.</summary>
[GenerateSerializer, Immutable, Alias("funcx.StartReport")]
public sealed record StartReport
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Task { get; init; }

    /// <summary>The attempt.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>Its start.</summary>
    [Id(2)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where.</summary>
    [Id(3)]
    public string? Worker { get; init; }
}
