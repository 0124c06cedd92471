namespace FuncX.Actors;

/// <summary>A newer agent session serves the endpoint, or this one timed out.</summary>
[GenerateSerializer, Alias("funcx.SessionReplacedException")]
public sealed class SessionReplacedException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public SessionReplacedException()
    {
    }

    /// <summary>Says which session.</summary>
    public SessionReplacedException(EndpointId endpoint, string message)
        : base("SESSION_REPLACED", message, "Attach again, unless another agent of this endpoint runs: stop one of the two.", isRetryable: true)
    {
        Endpoint = endpoint;
    }

    /// <summary>The endpoint.</summary>
    [Id(0)]
    public EndpointId Endpoint { get; init; }

    /// <summary>Another agent process attached; false when the session ended for other reasons.</summary>
    [Id(1)]
    public bool ByAnotherAgent { get; init; }
}
