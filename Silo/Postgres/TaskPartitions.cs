using Npgsql;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Keeps the daily partitions of <c>tasks</c> and <c>outcomes</c> ahead of the clock.</summary>
public sealed class TaskPartitions(string connectionString, TimeProvider time)
{
    /// <summary>Partitions exist from this many days back to this many ahead.</summary>
    public const int DaysEachWay = 2;

    private const long LockKey = 0x66756e6379;

    /// <summary>Creates what is missing around now; safe to call from several silos at once.</summary>
    /// <returns>How many were created.</returns>
    public async Task<int> EnsureAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await using var connection = new NpgsqlConnection(PostgresConnections.Unpooled(connectionString));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // A waiting lock request would stop every writer behind it; better to give up and try again.
        await using var command = new NpgsqlCommand(
            $"set local lock_timeout = '5s'; select pg_advisory_xact_lock({LockKey})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await using var ensure = new NpgsqlCommand("select ensure_task_partitions($1, $2)", connection)
        {
            Parameters = { new() { Value = today.AddDays(-DaysEachWay) }, new() { Value = today.AddDays(DaysEachWay) } },
        };
        var made = (int)(await ensure.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return made;
    }
}
