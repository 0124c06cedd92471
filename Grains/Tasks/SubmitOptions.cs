namespace FuncX.Actors.Grains.Tasks;

/// <summary>Limits of submits. Section <c>Submit</c> of the silo's configuration.</summary>
public sealed class SubmitOptions
{
    /// <summary>Arguments of one task, in bytes. Default 10 MiB.</summary>
    public int MaxPayloadBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Tasks of one call. Default 10,000; clients send chunks.</summary>
    public int MaxTasksPerCall { get; set; } = 10_000;

    /// <summary>Argument bytes that one silo holds for submits that are not committed yet. Default 512 MiB.</summary>
    public long MaxInFlightBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Submit calls and registrations per account and <see cref="RateWindow"/>. Default 2,000; tokens of rate class bulk are not counted.</summary>
    public int MaxCallsPerWindow { get; set; } = 2_000;

    /// <summary>Window of <see cref="MaxCallsPerWindow"/>. Default 10 s.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a task may wait if it does not say. Default 14 days, also the longest.</summary>
    public TimeSpan MaxTimeToLive { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How far the time in a new task id may be off the silo's clock. Default 1 hour.</summary>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromHours(1);

    /// <summary>All errors at once, one line each.</summary>
    public IEnumerable<string> Validate()
    {
        if (MaxPayloadBytes is < 1 or > 31 * 1024 * 1024)
            yield return $"Submit:MaxPayloadBytes must be 1 to 31 MiB (a message holds 32 MiB), got {MaxPayloadBytes}.";
        if (MaxTasksPerCall is < 1 or > 10_000)
            yield return $"Submit:MaxTasksPerCall must be 1 to 10,000, got {MaxTasksPerCall}.";
        if (MaxInFlightBytes < MaxPayloadBytes)
            yield return $"Submit:MaxInFlightBytes must be at least MaxPayloadBytes ({MaxPayloadBytes}), got {MaxInFlightBytes}.";
        if (MaxCallsPerWindow < 1 || RateWindow <= TimeSpan.Zero)
            yield return "Submit:MaxCallsPerWindow and Submit:RateWindow must be positive.";
        if (MaxTimeToLive <= TimeSpan.Zero || MaxTimeToLive > TimeSpan.FromDays(365))
            yield return $"Submit:MaxTimeToLive must be above 0 and at most 365 days, got {MaxTimeToLive}.";
        if (MaxClockSkew <= TimeSpan.Zero || MaxClockSkew > TimeSpan.FromHours(24))
            yield return $"Submit:MaxClockSkew must be above 0 and at most 24 h (partitions exist two days around now), got {MaxClockSkew}.";
    }
}
