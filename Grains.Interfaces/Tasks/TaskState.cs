namespace FuncX.Actors;

/// <summary>Where a task stands. Source of the names: the funcX protocol.</summary>
[GenerateSerializer, Alias("funcx.TaskState")]
public enum TaskState
{
    /// <summary>Accepted and durable.</summary>
    Received = 0,

    /// <summary>Queued; the endpoint is offline.</summary>
    WaitingForEndpoint = 1,

    /// <summary>Queued; the endpoint is online and has no free worker.</summary>
    WaitingForNodes = 2,

    /// <summary>Handed to the agent, not started yet.</summary>
    WaitingForLaunch = 3,

    /// <summary>Started on a worker.</summary>
    Running = 4,

    /// <summary>Ended with a result.</summary>
    Success = 5,

    /// <summary>Ended with a failure.</summary>
    Failed = 6,

    /// <summary>Ended by a cancel.</summary>
    Cancelled = 7,
}
