namespace FuncX.Actors.Grains.Tasks;

/// <summary>What can happen to a task.</summary>
public enum TaskEvent
{
    /// <summary>An agent attached to its endpoint.</summary>
    EndpointOnline,

    /// <summary>The endpoint's agent is gone.</summary>
    EndpointOffline,

    /// <summary>It was leased to the agent.</summary>
    HandedOut,

    /// <summary>The agent reported that it runs, or had it running when it attached.</summary>
    Started,

    /// <summary>The agent gave it back unstarted.</summary>
    Returned,

    /// <summary>Its attempt was lost and another is left.</summary>
    LostRetry,

    /// <summary>Its attempt was lost and none is left.</summary>
    LostFinal,

    /// <summary>It ended with a result.</summary>
    Succeeded,

    /// <summary>It ended with a failure.</summary>
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>Its time to live is over.</summary>
    Expired,
}
