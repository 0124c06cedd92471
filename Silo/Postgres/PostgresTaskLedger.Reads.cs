using FuncX.Actors.Grains.Tasks;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

public sealed partial class PostgresTaskLedger
{
    private readonly ExpiryScan _expiry;

    /// <inheritdoc />
    public async Task<long> ReadSequenceAsync(CancellationToken cancellationToken) =>
        (await _reads.QueryAsync(LedgerSql.Sequence, row => row.GetInt64(0), "reading the sequence", cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc />
    public async Task<IReadOnlyList<QueueKey>> ReadQueueKeysAsync(EndpointId endpoint, CancellationToken cancellationToken) =>
        await _reads.QueryAsync(
            LedgerSql.QueueKeys,
            row => new QueueKey(row.GetInt16(0), row.GetString(1), row.GetInt64(2)),
            "reading queue keys",
            cancellationToken,
            Column.Of(endpoint.Value, NpgsqlDbType.Uuid)).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TaskRecord>> ReadQueueAsync(
        EndpointId endpoint, int priority, string user, long after, int limit, CancellationToken cancellationToken) =>
        await _reads.QueryAsync(
            LedgerSql.Refill,
            LedgerReaders.Task,
            "reading a queue",
            cancellationToken,
            Column.Of(endpoint.Value, NpgsqlDbType.Uuid),
            Column.Of((short)priority, NpgsqlDbType.Smallint),
            Column.Of(user, NpgsqlDbType.Text),
            Column.Of(after, NpgsqlDbType.Bigint),
            Column.Of(limit, NpgsqlDbType.Integer)).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<StartedTask>> ReadStartedAsync(EndpointId endpoint, CancellationToken cancellationToken) =>
        await _reads.QueryAsync(LedgerSql.Started, LedgerReaders.Started, "reading started tasks", cancellationToken, Column.Of(endpoint.Value, NpgsqlDbType.Uuid))
            .ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TaskRecord>> ReadTasksAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        await _reads.QueryAsync(LedgerSql.TasksById, LedgerReaders.Task, "reading tasks", cancellationToken, Ids(ids)).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OutcomeRecord>> ReadOutcomesAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        await _reads.QueryAsync(LedgerSql.OutcomesById, LedgerReaders.Outcome, "reading outcomes", cancellationToken, Ids(ids)).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<AttemptRecord>> ReadAttemptsAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        await _reads.QueryAsync(LedgerSql.AttemptsById, LedgerReaders.Attempt, "reading attempts", cancellationToken, Ids(ids)).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<GroupPage> ReadGroupAsync(GroupId group, ResultCursor after, int max, int maxBytes, CancellationToken cancellationToken)
    {
        var rows = await _reads.QueryAsync(
            LedgerSql.GroupPage,
            row => (
                LedgerReaders.Outcome(row).Outcome,
                Next: new ResultCursor { Transaction = row.GetFieldValue<ulong>(LedgerReaders.OutcomeColumnCount), Sequence = row.GetInt64(LedgerReaders.OutcomeColumnCount + 1) }),
            "reading results of a batch",
            cancellationToken,
            Column.Of(group.Value, NpgsqlDbType.Uuid),
            Column.Of(after.Transaction, NpgsqlDbType.Xid8),
            Column.Of(after.Sequence, NpgsqlDbType.Bigint),
            Column.Of(max, NpgsqlDbType.Integer),
            Column.Of((long)maxBytes, NpgsqlDbType.Bigint)).ConfigureAwait(false);
        return new GroupPage(rows.ConvertAll(row => row.Outcome), rows.Count == 0 ? after : rows[^1].Next);
    }

    /// <inheritdoc />
    public async Task<GroupCounts> CountGroupAsync(GroupId group, CancellationToken cancellationToken)
    {
        var rows = await _reads.QueryAsync(
            LedgerSql.GroupCounts,
            row => new GroupCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
            "counting a batch",
            cancellationToken,
            Column.Of(group.Value, NpgsqlDbType.Uuid)).ConfigureAwait(false);
        return rows[0];
    }

    /// <inheritdoc />
    /// <remarks>A task that runs is not expired: its time to live bounded its wait. One whose run was lost waits again.</remarks>
    public async Task<IReadOnlyList<TaskRecord>> ReadExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var from = _expiry.From(now);
        var rows = await _reads.QueryAsync(
            LedgerSql.Expired,
            LedgerReaders.Task,
            "reading expired tasks",
            cancellationToken,
            Column.Of(Column.Time(from), NpgsqlDbType.TimestampTz),
            Column.Of(Column.Time(now), NpgsqlDbType.TimestampTz),
            Column.Of(limit, NpgsqlDbType.Integer)).ConfigureAwait(false);
        if (rows.Count < limit)
        {
            _expiry.Done(now);
        }

        return rows;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TaskListItem>> ListAsync(TaskListRequest request, CancellationToken cancellationToken) =>
        await TaskLists.ReadAsync(_reads, request, cancellationToken).ConfigureAwait(false);

    private static Npgsql.NpgsqlParameter Ids(IReadOnlyList<TaskId> ids) => Column.Of(ids.Distinct().ToArray(), NpgsqlDbType.Uuid, id => id.Value);
}
