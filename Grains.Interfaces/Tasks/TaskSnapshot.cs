namespace FuncX.Actors;

/// <summary>A task as its rows and its queue show it now.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskSnapshot")]
public sealed record TaskSnapshot
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public required TaskState State { get; init; }

    /// <summary>Where it runs.</summary>
    [Id(2)]
    public required EndpointId Endpoint { get; init; }

    /// <summary>What it calls.</summary>
    [Id(3)]
    public required FunctionId Function { get; init; }

    /// <summary>Who submitted it.</summary>
    [Id(4)]
    public required string User { get; init; }

    /// <summary>When it became durable.</summary>
    [Id(5)]
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>One line that says why it is in this state, such as: the endpoint is offline.</summary>
    [Id(6)]
    public string Reason { get; init; } = "";

    /// <summary>Its batch.</summary>
    [Id(7)]
    public GroupId? Group { get; init; }

    /// <summary>Set once it has ended.</summary>
    [Id(8)]
    public TaskOutcome? Outcome { get; init; }

    /// <summary>Recorded events, oldest first.</summary>
    [Id(9)]
    public AttemptInfo[] Attempts { get; init; } = [];
}
