using FuncX.Actors.Grains.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Commits one batch in one round trip and one transaction, then tells each row what the database said.</summary>
internal sealed class LedgerTransaction(NpgsqlDataSource source)
{
    /// <summary>Names that are known to have their row in <c>queue_marks</c>; a hint that saves a statement.</summary>
    private const int MostKnownQueues = 100_000;

    private readonly HashSet<QueueName> _knownQueues = [];

    /// <param name="batch">Sorted.</param>
    /// <param name="mayBeRepeat">An earlier try may have committed: then a row that is there and bears our own times is ours.</param>
    /// <param name="cancellationToken">Ends the wait, not a commit that is under way.</param>
    public async Task CommitAsync(LedgerBatch batch, bool mayBeRepeat, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var newQueues = NewQueues(batch.Tasks);
        await using var commands = Inserts(connection, batch, newQueues);
        List<Pending<TaskRecord, TaskVerdict>> oldTasks = [];
        List<Pending<OutcomeRecord, OutcomeVerdict>> oldOutcomes = [];
        List<Pending<AttemptRecord, bool>> oldAttempts = [];
        await using (var reader = await commands.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            if (batch.Tasks.Count > 0)
            {
                var drawn = await ReadAsync(reader, row => (row.GetGuid(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
                var sequences = drawn.ToDictionary();
                Sort(batch.Tasks, oldTasks, task => sequences.Remove(task.Row.Spec.Id.Value, out var sequence) ? new TaskVerdict(TaskVerdictKind.Inserted, sequence) : null);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }

            if (batch.Outcomes.Count > 0)
            {
                var first = (await ReadAsync(reader, row => row.GetGuid(0), cancellationToken).ConfigureAwait(false)).ToHashSet();
                Sort(batch.Outcomes, oldOutcomes, end => first.Remove(end.Row.Outcome.Id.Value) ? new OutcomeVerdict(true, end.Row.Outcome.State) : null);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }

            if (batch.Attempts.Count > 0)
            {
                var first = (await ReadAsync(reader, row => (row.GetGuid(0), row.GetInt16(1), row.GetInt16(2)), cancellationToken).ConfigureAwait(false)).ToHashSet();
                Sort(batch.Attempts, oldAttempts, one => first.Remove(KeyOf(one.Row)) ? true : null);
            }

            // The implicit transaction ends, and may still fail, at the end of the batch.
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        Remember(newQueues);
        await CompareTasksAsync(connection, oldTasks, mayBeRepeat, cancellationToken).ConfigureAwait(false);
        await CompareOutcomesAsync(connection, oldOutcomes, mayBeRepeat, cancellationToken).ConfigureAwait(false);
        await CompareAttemptsAsync(connection, oldAttempts, mayBeRepeat, cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlBatch Inserts(NpgsqlConnection connection, LedgerBatch batch, List<QueueName> newQueues)
    {
        var commands = new NpgsqlBatch(connection);
        if (newQueues.Count > 0)
        {
            commands.BatchCommands.Add(LedgerRows.QueueKeys(newQueues));
        }

        if (batch.Tasks.Count > 0)
        {
            commands.BatchCommands.Add(LedgerRows.Tasks(batch.Tasks.ConvertAll(task => task.Row)));
        }

        if (batch.Outcomes.Count > 0)
        {
            commands.BatchCommands.Add(LedgerRows.Outcomes(batch.Outcomes.ConvertAll(outcome => outcome.Row)));
        }

        if (batch.Attempts.Count > 0)
        {
            commands.BatchCommands.Add(LedgerRows.Attempts(batch.Attempts.ConvertAll(attempt => attempt.Row)));
        }

        return commands;
    }

    private static async Task CompareTasksAsync(NpgsqlConnection connection, List<Pending<TaskRecord, TaskVerdict>> rows, bool mayBeRepeat, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(LedgerSql.CompareTasks, connection) { Parameters = { Column.Of(rows, NpgsqlDbType.Uuid, row => row.Row.Spec.Id.Value) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = await ReadAsync(
            reader,
            row => (Id: row.GetGuid(0), Sequence: row.GetInt64(1), User: row.GetString(2), Hash: row.GetFieldValue<byte[]>(3), At: row.GetDateTime(4)),
            cancellationToken).ConfigureAwait(false);
        var stored = found.DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        foreach (var pending in rows)
        {
            var ours = pending.Row;
            pending.Answer(!stored.TryGetValue(ours.Spec.Id.Value, out var there)
                ? new TaskVerdict(TaskVerdictKind.Rejected, 0, "Its row vanished while it was compared; send it again.")
                : there.User != ours.User || !there.Hash.AsSpan().SequenceEqual(ours.SpecHash)
                    ? new TaskVerdict(TaskVerdictKind.Conflict, 0)
                    : new TaskVerdict(mayBeRepeat && there.At == Column.Time(ours.SubmittedAt) ? TaskVerdictKind.Inserted : TaskVerdictKind.Duplicate, there.Sequence));
        }
    }

    private static async Task CompareOutcomesAsync(NpgsqlConnection connection, List<Pending<OutcomeRecord, OutcomeVerdict>> rows, bool mayBeRepeat, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(LedgerSql.CompareOutcomes, connection) { Parameters = { Column.Of(rows, NpgsqlDbType.Uuid, row => row.Row.Outcome.Id.Value) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = await ReadAsync(
            reader, row => (Id: row.GetGuid(0), State: (TaskState)row.GetInt16(1), At: row.GetDateTime(2), Attempts: row.GetInt16(3)), cancellationToken).ConfigureAwait(false);
        var stored = found.DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        foreach (var pending in rows)
        {
            var ours = pending.Row.Outcome;
            pending.Answer(stored.TryGetValue(ours.Id.Value, out var there)
                ? new OutcomeVerdict(mayBeRepeat && there.State == ours.State && there.At == Column.Time(ours.CompletedAt!.Value) && there.Attempts == ours.Attempts, there.State)
                : new OutcomeVerdict(false, ours.State, "Its row vanished while it was compared; send it again."));
        }
    }

    private static async Task CompareAttemptsAsync(NpgsqlConnection connection, List<Pending<AttemptRecord, bool>> rows, bool mayBeRepeat, CancellationToken cancellationToken)
    {
        // Only an ambiguous commit can have written what is there and ours.
        if (rows.Count == 0 || !mayBeRepeat)
        {
            rows.ForEach(row => row.Answer(false));
            return;
        }

        await using var command = new NpgsqlCommand(LedgerSql.CompareAttempts, connection)
        {
            Parameters =
            {
                Column.Of(rows, NpgsqlDbType.Uuid, row => row.Row.Task.Value),
                Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Row.Info.Number),
                Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Row.Info.Event),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = await ReadAsync(
            reader,
            row => (Key: (row.GetGuid(0), row.GetInt16(1), row.GetInt16(2)), At: row.GetDateTime(3), Session: row.GetGuid(4)),
            cancellationToken).ConfigureAwait(false);
        var stored = found.DistinctBy(row => row.Key).ToDictionary(row => row.Key);
        foreach (var pending in rows)
        {
            pending.Answer(stored.TryGetValue(KeyOf(pending.Row), out var there) && there.At == Column.Time(pending.Row.Info.At) && there.Session == pending.Row.Session.Session);
        }
    }

    private static (Guid, short, short) KeyOf(AttemptRecord row) => (row.Task.Value, (short)row.Info.Number, (short)row.Info.Event);

    private static void Sort<TRow, TVerdict>(List<Pending<TRow, TVerdict>> rows, List<Pending<TRow, TVerdict>> old, Func<Pending<TRow, TVerdict>, TVerdict?> verdictOf)
        where TVerdict : struct
    {
        foreach (var row in rows)
        {
            if (verdictOf(row) is { } verdict)
            {
                row.Answer(verdict);
            }
            else
            {
                old.Add(row);
            }
        }
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private List<QueueName> NewQueues(List<Pending<TaskRecord, TaskVerdict>> tasks)
    {
        var names = new SortedSet<QueueName>();
        foreach (var task in tasks)
        {
            var name = new QueueName(task.Row.Spec.Endpoint, task.Row.Spec.Priority, task.Row.User);
            if (!_knownQueues.Contains(name))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }

    private void Remember(List<QueueName> names)
    {
        if (_knownQueues.Count + names.Count > MostKnownQueues)
        {
            _knownQueues.Clear();
        }

        _knownQueues.UnionWith(names);
    }
}
