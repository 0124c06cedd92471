using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>The task ledger in Postgres: one group-committing writer, reads on connections of their own.</summary>
public sealed partial class PostgresTaskLedger : ITaskLedger, IAsyncDisposable
{
    private readonly PostgresStorageOptions _options;
    private readonly TimeProvider _time;
    private readonly LedgerWriter _writer;
    private readonly PostgresReads _reads;

    /// <summary>Connects at the first use. The tables must be there, see <see cref="PostgresMigrator"/>.</summary>
    public PostgresTaskLedger(PostgresConnections connections, PostgresStorageOptions options, TimeProvider time, ILogger<PostgresTaskLedger> log)
    {
        (_options, _time) = (options, time);
        _writer = new LedgerWriter(connections, options, time, log);
        _reads = new PostgresReads(connections.Reader, new PostgresRetry(options.RetryWindow, time, log));
        _expiry = new ExpiryScan(time);
    }

    /// <inheritdoc />
    public async Task<TaskVerdict[]> InsertTasksAsync(IReadOnlyList<TaskRecord> tasks)
    {
        var verdicts = new TaskVerdict[tasks.Count];
        await _writer.CommitAsync(LedgerSlice.Cut(tasks, verdicts, LedgerSlice.SizeOf, _options.MaxBatchRowCount, _options.MaxBatchBytes, batch => batch.Tasks)).ConfigureAwait(false);
        return verdicts;
    }

    /// <inheritdoc />
    public async Task<OutcomeVerdict[]> InsertOutcomesAsync(IReadOnlyList<OutcomeRecord> outcomes)
    {
        var verdicts = new OutcomeVerdict[outcomes.Count];
        var rows = Stamped(outcomes);
        await _writer.CommitAsync(LedgerSlice.Cut(rows, verdicts, LedgerSlice.SizeOf, _options.MaxBatchRowCount, _options.MaxBatchBytes, batch => batch.Outcomes)).ConfigureAwait(false);
        return verdicts;
    }

    /// <inheritdoc />
    public async Task<bool[]> InsertAttemptsAsync(IReadOnlyList<AttemptRecord> attempts)
    {
        var verdicts = new bool[attempts.Count];
        await _writer.CommitAsync(LedgerSlice.Cut(attempts, verdicts, _ => LedgerSlice.RowBytes, _options.MaxBatchRowCount, _options.MaxBatchBytes, batch => batch.Attempts)).ConfigureAwait(false);
        return verdicts;
    }

    /// <inheritdoc />
    public Task SaveMarksAsync(EndpointId endpoint, IReadOnlyList<QueueKey> marks)
    {
        var sorted = marks.OrderBy(mark => mark.Priority).ThenBy(mark => mark.User, StringComparer.Ordinal).DistinctBy(mark => (mark.Priority, mark.User)).ToList();
        return sorted.Count == 0 ? Task.CompletedTask : _reads.ExecuteAsync(
            LedgerSql.SaveMarks,
            "saving low-water marks",
            CancellationToken.None,
            Column.Of(endpoint.Value, NpgsqlDbType.Uuid),
            Column.Of(sorted, NpgsqlDbType.Smallint, mark => (short)mark.Priority),
            Column.Of(sorted, NpgsqlDbType.Text, mark => mark.User),
            Column.Of(sorted, NpgsqlDbType.Bigint, mark => mark.Mark));
    }

    /// <summary>Commits what is queued, then ends the writer.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>A time of completion that stays the same over repeats tells our own row from a stranger's.</summary>
    private IReadOnlyList<OutcomeRecord> Stamped(IReadOnlyList<OutcomeRecord> outcomes)
    {
        if (outcomes.All(row => row.Outcome.CompletedAt is not null))
        {
            return outcomes;
        }

        var now = _time.GetUtcNow();
        return [.. outcomes.Select(row => row with { Outcome = row.Outcome with { CompletedAt = row.Outcome.CompletedAt ?? now } })];
    }
}
