namespace FuncX.Actors;

/// <summary>What happened at an agent since the last report; at most 4 MiB, one larger outcome alone.</summary>
[GenerateSerializer, Immutable, Alias("funcx.ReportRequest")]
public sealed record ReportRequest
{
    /// <summary>Ended tasks.</summary>
    [Id(0)]
    public OutcomeReport[] Outcomes { get; init; } = [];

    /// <summary>Long-running tasks.</summary>
    [Id(1)]
    public StartReport[] Started { get; init; } = [];

    /// <summary>Lost attempts.</summary>
    [Id(2)]
    public LossReport[] Lost { get; init; } = [];

    /// <summary>Handed out but never started: given back without penalty.</summary>
    [Id(3)]
    public TaskId[] Returned { get; init; } = [];
}
