namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>How an agent serves its endpoint, and its bounds.</summary>
internal sealed record AgentOptions
{
    /// <summary>Worker slots.</summary>
    public required int Workers { get; init; }

    /// <summary>Tasks held beyond the slots.</summary>
    public required int Prefetch { get; init; }

    /// <summary>Serialized results may be this long. Default 10 MiB.</summary>
    public int ResultBytes { get; init; } = 10 << 20;

    /// <summary>A task may write this to each of its two streams. Default 64 MiB.</summary>
    public long OutputBytes { get; init; } = 64 << 20;

    /// <summary>Arguments held at once; more stop pulling. Default 64 MiB.</summary>
    public long HeldBytes { get; init; } = 64 << 20;

    /// <summary>Outcomes in memory that the service has not taken; more stop pulling. Default 256 MiB.</summary>
    public long OutboxBytes { get; init; } = 256 << 20;

    /// <summary>Results in one report; one larger result travels alone. Default 4 MiB.</summary>
    public int ReportBytes { get; init; } = 4 << 20;

    /// <summary>One outcome may take this in a message; a larger one is reported as a failure. Default 31 MiB: a message holds 32 MiB.</summary>
    public int OutcomeBytes { get; init; } = Configuration.EndpointConfig.MaxOutcomeBytes;

    /// <summary>Entries of one report. Default 5,000.</summary>
    public int ReportEntries { get; init; } = 5_000;

    /// <summary>Functions kept in memory. Default 64 MiB.</summary>
    public long FunctionBytes { get; init; } = 64 << 20;

    /// <summary>Long poll for work. Default 20 s.</summary>
    public TimeSpan PullWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Heartbeat, unless the service asks for a shorter one. Default 5 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A task that runs longer is reported as started. Default 1 s.</summary>
    public TimeSpan ReportStartAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait for running tasks when the agent is asked to stop. Default 60 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for the last report after that. Default 10 s.</summary>
    public TimeSpan FarewellTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause between two attempts to attach. Default 2 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A session replaced by another agent earlier than this counts as a fight with another agent; the third in a row ends this one. Default 15 s.</summary>
    public TimeSpan ShortSession { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Name of this machine. Default its host name.</summary>
    public string Host { get; init; } = Environment.MachineName;
}
