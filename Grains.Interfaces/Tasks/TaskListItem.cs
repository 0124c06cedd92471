namespace FuncX.Actors;

/// <summary>One line of a task list.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskListItem")]
public sealed record TaskListItem
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Id { get; init; }

    /// <summary>Where.</summary>
    [Id(1)]
    public required EndpointId Endpoint { get; init; }

    /// <summary>What.</summary>
    [Id(2)]
    public required FunctionId Function { get; init; }

    /// <summary>Who.</summary>
    [Id(3)]
    public required string User { get; init; }

    /// <summary>When it became durable.</summary>
    [Id(4)]
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Terminal state, or Received while it has not ended.</summary>
    [Id(5)]
    public required TaskState State { get; init; }

    /// <summary>When it ended.</summary>
    [Id(6)]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Its batch.</summary>
    [Id(7)]
    public GroupId? Group { get; init; }
}
