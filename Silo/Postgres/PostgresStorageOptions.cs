namespace FuncX.Actors.Silo.Postgres;

/// <summary>How the silo uses its database.</summary>
public sealed class PostgresStorageOptions
{
    /// <summary>An Npgsql connection string.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connections for reads; 1 to 100, default 8. Writes have one of their own.</summary>
    public int ReadConnectionCount { get; init; } = 8;

    /// <summary>Most rows of one multi-row statement; 1 to 10,000, default 1,024.</summary>
    public int MaxBatchRowCount { get; init; } = 1024;

    /// <summary>Most payload bytes of one transaction, a single larger row excepted; default 8 MiB.</summary>
    public int MaxBatchBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Rows that may wait for the writer before callers wait; default 20,000.</summary>
    public int MaxQueuedRowCount { get; init; } = 20_000;

    /// <summary>Payload bytes that may wait for the writer before callers wait; default 64 MiB.</summary>
    public long MaxQueuedBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Calls that may wait for a place in the queue; one more fails as overloaded; default 10,000.</summary>
    public int MaxWaitingCallCount { get; init; } = 10_000;

    /// <summary>How long a lost database is waited for before a write fails; default 30 s.</summary>
    public TimeSpan RetryWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first connection is waited for when the silo starts; default 10 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest run of one statement; default 30 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often partitions are looked after; default 1 h.</summary>
    public TimeSpan PartitionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>All that is wrong with these options, empty if nothing.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(!string.IsNullOrWhiteSpace(ConnectionString), "ConnectionString must not be empty.");
        Check(ReadConnectionCount is >= 1 and <= 100, $"ReadConnectionCount must be 1 to 100, got {ReadConnectionCount}.");
        Check(MaxBatchRowCount is >= 1 and <= 10_000, $"MaxBatchRowCount must be 1 to 10000, got {MaxBatchRowCount}.");
        Check(MaxBatchBytes >= 1024, $"MaxBatchBytes must be at least 1024, got {MaxBatchBytes}.");
        Check(MaxQueuedRowCount >= MaxBatchRowCount, $"MaxQueuedRowCount must be at least MaxBatchRowCount ({MaxBatchRowCount}), got {MaxQueuedRowCount}.");
        Check(MaxQueuedBytes >= MaxBatchBytes, $"MaxQueuedBytes must be at least MaxBatchBytes ({MaxBatchBytes}), got {MaxQueuedBytes}.");
        Check(MaxWaitingCallCount >= 1, $"MaxWaitingCallCount must be at least 1, got {MaxWaitingCallCount}.");
        Check(RetryWindow > TimeSpan.Zero, $"RetryWindow must be positive, got {RetryWindow}.");
        Check(StartTimeout > TimeSpan.Zero, $"StartTimeout must be positive, got {StartTimeout}.");
        Check(CommandTimeout >= TimeSpan.FromSeconds(1), $"CommandTimeout must be at least 1 s, got {CommandTimeout}.");
        Check(PartitionInterval > TimeSpan.Zero && PartitionInterval <= TimeSpan.FromHours(12), $"PartitionInterval must be positive and at most 12 h, got {PartitionInterval}.");
        return errors;

        void Check(bool isGood, string error)
        {
            if (!isGood)
            {
                errors.Add(error);
            }
        }
    }
}
