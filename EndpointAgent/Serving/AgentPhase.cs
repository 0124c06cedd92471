namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Where an agent stands.</summary>
internal enum AgentPhase
{
    /// <summary>Not attached yet.</summary>
    Starting,

    /// <summary>Serving.</summary>
    Attached,

    /// <summary>The service cannot be reached; tasks go on.</summary>
    Disconnected,

    /// <summary>Asked to stop; running tasks end.</summary>
    Draining,

    /// <summary>Ended as asked.</summary>
    Stopped,

    /// <summary>Ended by an error.</summary>
    Failed,
}
