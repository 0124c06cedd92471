namespace FuncX.Actors.Grains.Tasks;

/// <summary>A row of <c>attempts</c>: something that happened to one try of a task.</summary>
public sealed record AttemptRecord
{
    /// <summary>The task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Where it was handed to.</summary>
    public required EndpointId Endpoint { get; init; }

    /// <summary>Number of the try, event, time, place and reason.</summary>
    public required AttemptInfo Info { get; init; }

    /// <summary>The agent session that held it.</summary>
    public required AgentSession Session { get; init; }
}
