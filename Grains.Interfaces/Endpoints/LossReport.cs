namespace FuncX.Actors;

/// <summary>A running attempt was lost at the agent.</summary>
[GenerateSerializer, Immutable, Alias("funcx.LossReport")]
public sealed record LossReport
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Task { get; init; }

    /// <summary>The attempt.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>What happened.</summary>
    [Id(2)]
    public required string Reason { get; init; }

    /// <summary>Exit code, or 128 + signal.</summary>
    [Id(3)]
    public int? ExitCode { get; init; }

    /// <summary>Which worker.</summary>
    [Id(4)]
    public string? Worker { get; init; }
}
