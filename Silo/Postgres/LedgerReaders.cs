using System.Text;
using FuncX.Actors.Grains.Tasks;
using Npgsql;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Rows of the task tables as records; column numbers follow <see cref="LedgerSql"/>.</summary>
internal static class LedgerReaders
{
    /// <summary>Columns that every read of <c>tasks</c> starts with.</summary>
    public const int TaskColumnCount = 16;

    /// <summary>Columns that every read of <c>outcomes</c> starts with.</summary>
    public const int OutcomeColumnCount = 15;

    public static TaskRecord Task(NpgsqlDataReader row) => new()
    {
        Spec = new TaskSpec
        {
            Id = TaskId.From(row.GetGuid(0)),
            Endpoint = EndpointId.From(row.GetGuid(2)),
            Priority = row.GetInt16(4),
            Function = FunctionId.From(row.GetGuid(5)),
            Group = Group(row, 6),
            Payload = row.GetFieldValue<byte[]>(8),
            ResultSerializer = row.GetString(9),
            AtMostOnce = row.GetBoolean(11),
            WallTime = Span(row, 12),
            TimeToLive = Span(row, 13),
        },
        Sequence = row.GetInt64(1),
        User = row.GetString(3),
        Inbox = Text(row, 7),
        SpecHash = row.GetFieldValue<byte[]>(10),
        ExpiresAt = Time(row, 14),
        SubmittedAt = Time(row, 15),
    };

    public static OutcomeRecord Outcome(NpgsqlDataReader row) => new()
    {
        Outcome = new TaskOutcome
        {
            Id = TaskId.From(row.GetGuid(0)),
            State = (TaskState)row.GetInt16(1),
            Group = Group(row, 5),
            Attempts = row.GetInt16(6),
            StartedAt = NullableTime(row, 7),
            EndedAt = NullableTime(row, 8),
            CompletedAt = Time(row, 9),
            Result = Bytes(row, 10),
            Failure = FailureJson.Read(Text(row, 11)),
            Stdout = Printed(row, 12),
            Stderr = Printed(row, 13),
            Host = Text(row, 14),
        },
        Endpoint = EndpointId.From(row.GetGuid(2)),
        User = row.GetString(3),
        Function = FunctionId.From(row.GetGuid(4)),
    };

    public static AttemptRecord Attempt(NpgsqlDataReader row) => new()
    {
        Task = TaskId.From(row.GetGuid(0)),
        Endpoint = EndpointId.From(row.GetGuid(3)),
        Info = new AttemptInfo
        {
            Number = row.GetInt16(1),
            Event = (AttemptEvent)row.GetInt16(2),
            At = Time(row, 4),
            Host = Text(row, 7),
            Worker = Text(row, 8),
            Reason = Text(row, 9),
            ExitCode = row.IsDBNull(10) ? null : row.GetInt32(10),
        },
        Session = Session(row, EndpointId.From(row.GetGuid(3)), 5),
    };

    public static StartedTask Started(NpgsqlDataReader row)
    {
        var task = Task(row);
        return new StartedTask(
            task, row.GetInt16(TaskColumnCount), row.GetBoolean(TaskColumnCount + 1), Session(row, task.Spec.Endpoint, TaskColumnCount + 2), Time(row, TaskColumnCount + 4));
    }

    public static DateTimeOffset Time(NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    public static DateTimeOffset? NullableTime(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Time(row, column);

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static GroupId? Group(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : GroupId.From(row.GetGuid(column));

    private static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static string? Printed(NpgsqlDataReader row, int column) => Bytes(row, column) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static TimeSpan? Span(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : TimeSpan.FromMilliseconds(row.GetInt64(column));

    private static AgentSession Session(NpgsqlDataReader row, EndpointId endpoint, int column) => new()
    {
        Endpoint = endpoint,
        Session = row.IsDBNull(column) ? Guid.Empty : row.GetGuid(column),
        OwnerEpoch = row.IsDBNull(column + 1) ? 0 : row.GetInt64(column + 1),
    };
}
