namespace Orleans;

/// <summary>How long a caller of this method waits for the answer, instead of the option that holds for all.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>The time-out as text, for example "00:01:00".</summary>
    /// <exception cref="FormatException">The text is not a time span.</exception>
    public ResponseTimeoutAttribute(string timeout) => Timeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The time-out.</summary>
    public TimeSpan? Timeout { get; init; }
}
