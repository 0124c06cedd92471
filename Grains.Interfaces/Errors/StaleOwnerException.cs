namespace FuncX.Actors;

/// <summary>The grain found that another activation owns the endpoint now; the same call goes to the right one next time.</summary>
[GenerateSerializer, Alias("funcx.StaleOwnerException")]
public sealed class StaleOwnerException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public StaleOwnerException()
    {
    }

    /// <summary>Names the endpoint.</summary>
    public StaleOwnerException(EndpointId endpoint)
        : base("OWNER_CHANGED", $"Endpoint {endpoint} has a newer owner in the cluster.", "Retry.", isRetryable: true)
    {
    }
}
