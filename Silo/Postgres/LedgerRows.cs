using FuncX.Actors.Grains.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>The parameters of the ledger's multi-row inserts.</summary>
internal static class LedgerRows
{
    public static NpgsqlBatchCommand Tasks(IReadOnlyList<TaskRecord> rows) => new(LedgerSql.InsertTasks)
    {
        Parameters =
        {
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Spec.Id.Value),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Spec.Endpoint.Value),
            Column.Of(rows, NpgsqlDbType.Text, row => row.User),
            Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Spec.Priority),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Spec.Function.Value),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Spec.Group?.Value),
            Column.Of(rows, NpgsqlDbType.Text, row => row.Inbox),
            Column.Of(rows, NpgsqlDbType.Bytea, row => row.Spec.Payload),
            Column.Of(rows, NpgsqlDbType.Text, row => row.Spec.ResultSerializer),
            Column.Of(rows, NpgsqlDbType.Bytea, row => row.SpecHash),
            Column.Of(rows, NpgsqlDbType.Boolean, row => row.Spec.AtMostOnce),
            Column.Of(rows, NpgsqlDbType.Bigint, row => Column.Milliseconds(row.Spec.WallTime)),
            Column.Of(rows, NpgsqlDbType.Bigint, row => Column.Milliseconds(row.Spec.TimeToLive)),
            Column.Of(rows, NpgsqlDbType.TimestampTz, row => Column.Time(row.ExpiresAt)),
            Column.Of(rows, NpgsqlDbType.TimestampTz, row => Column.Time(row.SubmittedAt)),
        },
    };

    public static NpgsqlBatchCommand Outcomes(IReadOnlyList<OutcomeRecord> rows) => new(LedgerSql.InsertOutcomes)
    {
        Parameters =
        {
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Outcome.Id.Value),
            Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Outcome.State),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Endpoint.Value),
            Column.Of(rows, NpgsqlDbType.Text, row => row.User),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Function.Value),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Outcome.Group?.Value),
            Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Outcome.Attempts),
            Column.Of(rows, NpgsqlDbType.TimestampTz, row => Column.Time(row.Outcome.StartedAt)),
            Column.Of(rows, NpgsqlDbType.TimestampTz, row => Column.Time(row.Outcome.EndedAt)),
            Column.Of(rows, NpgsqlDbType.TimestampTz, row => Column.Time(row.Outcome.CompletedAt!.Value)),
            Column.Of(rows, NpgsqlDbType.Bytea, row => row.Outcome.Result),
            Column.Of(rows, NpgsqlDbType.Text, row => FailureJson.Write(row.Outcome.Failure)),
            Column.Of(rows, NpgsqlDbType.Bytea, row => Column.Bytes(row.Outcome.Stdout)),
            Column.Of(rows, NpgsqlDbType.Bytea, row => Column.Bytes(row.Outcome.Stderr)),
            Column.Of(rows, NpgsqlDbType.Text, row => Column.Storable(row.Outcome.Host)),
        },
    };

    public static NpgsqlBatchCommand Attempts(IReadOnlyList<AttemptRecord> rows) => new(LedgerSql.InsertAttempts)
    {
        Parameters =
        {
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Task.Value),
            Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Info.Number),
            Column.Of(rows, NpgsqlDbType.Smallint, row => (short)row.Info.Event),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Endpoint.Value),
            Column.Of(rows, NpgsqlDbType.TimestampTz, row => Column.Time(row.Info.At)),
            Column.Of(rows, NpgsqlDbType.Uuid, row => row.Session.Session),
            Column.Of(rows, NpgsqlDbType.Bigint, row => row.Session.OwnerEpoch),
            Column.Of(rows, NpgsqlDbType.Text, row => Column.Storable(row.Info.Host)),
            Column.Of(rows, NpgsqlDbType.Text, row => Column.Storable(row.Info.Worker)),
            Column.Of(rows, NpgsqlDbType.Text, row => Column.Storable(row.Info.Reason)),
            Column.Of(rows, NpgsqlDbType.Integer, row => row.Info.ExitCode),
        },
    };

    /// <summary>Keys are sorted, so that two silos lock them in one order.</summary>
    public static NpgsqlBatchCommand QueueKeys(IReadOnlyList<QueueName> keys) => new(LedgerSql.InsertQueueKeys)
    {
        Parameters =
        {
            Column.Of(keys, NpgsqlDbType.Uuid, key => key.Endpoint.Value),
            Column.Of(keys, NpgsqlDbType.Smallint, key => (short)key.Priority),
            Column.Of(keys, NpgsqlDbType.Text, key => key.User),
        },
    };
}

/// <summary>Names one line of one endpoint's queue.</summary>
internal readonly record struct QueueName(EndpointId Endpoint, int Priority, string User) : IComparable<QueueName>
{
    public int CompareTo(QueueName other) => (Endpoint.Value, Priority).CompareTo((other.Endpoint.Value, other.Priority)) is var first and not 0
        ? first
        : string.CompareOrdinal(User, other.User);
}
