namespace FuncX.Actors;

/// <summary>A bounded queue is full, or a rate is over its limit.</summary>
[GenerateSerializer, Alias("funcx.OverloadedException")]
public sealed class OverloadedException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public OverloadedException()
    {
    }

    /// <summary>Says which bound, and when to come back.</summary>
    public OverloadedException(string message, TimeSpan retryAfter)
        : base("OVERLOADED", message, $"Retry after {retryAfter.TotalSeconds:0.#} s.", isRetryable: true)
    {
        RetryAfter = retryAfter;
    }

    /// <summary>When to try again.</summary>
    [Id(0)]
    public TimeSpan RetryAfter { get; init; }
}
