namespace FuncX.Actors;

/// <summary>An outcome that was not accepted.</summary>
[GenerateSerializer, Immutable, Alias("funcx.ReportRefusal")]
public sealed record ReportRefusal
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Task { get; init; }

    /// <summary>Why: such as TASK_NOT_FOUND or NOT_LEASED.</summary>
    [Id(1)]
    public required string Code { get; init; }
}
