namespace FuncX.Actors.Grains.Endpoints;

/// <summary>Bounds of one endpoint's queue and sessions. Section <c>Endpoints</c> of the silo's configuration.</summary>
public sealed class EndpointOptions
{
    /// <summary>How often an agent sends a heartbeat. Default 5 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which an agent counts as offline. Default 15 s; at least twice the heartbeat interval.</summary>
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a lost agent may take to come back before its leased tasks count as lost. Default 30 s; at least the session timeout.</summary>
    public TimeSpan ReattachTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts beyond the first after system losses. Default 2.</summary>
    public int MaxSystemRetries { get; set; } = 2;

    /// <summary>Tasks of one (priority, user) held in memory; the rest waits in the database. Default 4,096.</summary>
    public int WindowTasks { get; set; } = 4_096;

    /// <summary>Argument bytes of one (priority, user) held in memory. Default 16 MiB.</summary>
    public long WindowBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>A window with fewer tasks than this is refilled. Default 1,024.</summary>
    public int RefillBelowTasks { get; set; } = 1_024;

    /// <summary>Rows read by one refill. Default 1,024.</summary>
    public int RefillBatchTasks { get; set; } = 1_024;

    /// <summary>Argument bytes of one answer to a pull; a larger task travels alone. Default 4 MiB.</summary>
    public long PullBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Longest parking of a long poll. Default 20 s, the response time-out being 30 s.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often an owner reads its tail again and checks that it is still the owner. Default 5 s.</summary>
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Waiters for single tasks that one endpoint holds at once. Default 100,000.</summary>
    public int MaxWaiters { get; set; } = 100_000;

    /// <summary>All errors at once, one line each.</summary>
    public IEnumerable<string> Validate()
    {
        if (HeartbeatInterval <= TimeSpan.Zero)
            yield return $"Endpoints:HeartbeatInterval must be positive, got {HeartbeatInterval}.";
        if (SessionTimeout < 2 * HeartbeatInterval)
            yield return $"Endpoints:SessionTimeout must be at least 2 x HeartbeatInterval ({2 * HeartbeatInterval}), got {SessionTimeout}.";
        if (ReattachTimeout < SessionTimeout)
            yield return $"Endpoints:ReattachTimeout must be at least SessionTimeout ({SessionTimeout}), got {ReattachTimeout}.";
        if (MaxSystemRetries is < 0 or > 100)
            yield return $"Endpoints:MaxSystemRetries must be 0 to 100, got {MaxSystemRetries}.";
        if (WindowTasks < 1 || RefillBelowTasks < 1 || RefillBatchTasks < 1 || RefillBelowTasks > WindowTasks)
            yield return "Endpoints:WindowTasks, RefillBelowTasks and RefillBatchTasks must be positive, and RefillBelowTasks not above WindowTasks.";
        if (MaxWait <= TimeSpan.Zero || MaxWait > TimeSpan.FromSeconds(25))
            yield return $"Endpoints:MaxWait must be above 0 and at most 25 s (the response time-out is 30 s), got {MaxWait}.";
    }
}
