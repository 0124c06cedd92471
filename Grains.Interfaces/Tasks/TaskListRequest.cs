namespace FuncX.Actors;

/// <summary>Which tasks to list, newest first.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskListRequest")]
public sealed record TaskListRequest
{
    /// <summary>1 to 1,000.</summary>
    [Id(0)]
    public required int Limit { get; init; }

    /// <summary>Only of this endpoint.</summary>
    [Id(1)]
    public EndpointId? Endpoint { get; init; }

    /// <summary>Only of this function.</summary>
    [Id(2)]
    public FunctionId? Function { get; init; }

    /// <summary>Only of this account; others need the admin role.</summary>
    [Id(3)]
    public string? User { get; init; }

    /// <summary>Only in this state; the states before the end all mean: not ended.</summary>
    [Id(4)]
    public TaskState? State { get; init; }

    /// <summary>Only older ones than this: the last id of the page before.</summary>
    [Id(5)]
    public TaskId? Before { get; init; }
}
