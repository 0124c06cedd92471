namespace FuncX.Actors;

/// <summary>One recorded event of one attempt.</summary>
[GenerateSerializer, Immutable, Alias("funcx.AttemptInfo")]
public sealed record AttemptInfo
{
    /// <summary>From 1.</summary>
    [Id(0)]
    public required int Number { get; init; }

    /// <summary>What happened.</summary>
    [Id(1)]
    public required AttemptEvent Event { get; init; }

    /// <summary>When it was recorded.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Where.</summary>
    [Id(3)]
    public string? Host { get; init; }

    /// <summary>Which worker.</summary>
    [Id(4)]
    public string? Worker { get; init; }

    /// <summary>Why it was lost.</summary>
    [Id(5)]
    public string? Reason { get; init; }

    /// <summary>Of the worker, if it is known.</summary>
    [Id(6)]
    public int? ExitCode { get; init; }
}
