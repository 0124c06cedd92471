using FuncX.Actors.Grains.Tasks;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Lists of tasks for people, newest first. Which index drives the list depends on what was asked for.</summary>
internal static class TaskLists
{
    /// <summary>Rows of one queue (or of all, when no queue is named) that a filter without an index looks at.</summary>
    private const int MostFiltered = 100_000;

    private const string Columns = "t.id, t.endpoint_id, t.function_id, t.user_id, t.submitted_at, t.group_id, done.state, done.completed_at";

    private const string Done = "left join lateral (select o.state, o.completed_at from outcomes o where o.task_id = t.id limit 1) done on true";

    /// <summary>Parameters: 1 limit, 2 last id of the page before, 3 its sequence, 4 endpoint, 5 user, 6 function, 7 state.</summary>
    private const string Filters = """
        where ($4::uuid is null or t.endpoint_id = $4) and ($5::text is null or t.user_id = $5) and ($6::uuid is null or t.function_id = $6)
            and ($7::smallint is null or coalesce(done.state, 0) = $7)
        """;

    public static async Task<List<TaskListItem>> ReadAsync(PostgresReads reads, TaskListRequest request, CancellationToken cancellationToken)
    {
        var byQueue = request.Endpoint is not null || request.User is not null;
        var isFailure = request.State is TaskState.Failed or TaskState.Cancelled;
        var isFiltered = request.Function is not null || request.State is not null || (!byQueue && isFailure);
        var depth = isFiltered ? MostFiltered : request.Limit;
        var sql = isFailure ? Failures() : byQueue ? Queues(request, depth) : Everything(depth);
        var before = request.Before is { } last && byQueue && !isFailure ? await SequenceAsync(reads, last, cancellationToken).ConfigureAwait(false) : long.MaxValue;
        return await reads.QueryAsync(
            sql,
            Item,
            "listing tasks",
            cancellationToken,
            Column.Of(request.Limit, NpgsqlDbType.Integer),
            Column.Of(request.Before?.Value ?? Guid.AllBitsSet, NpgsqlDbType.Uuid),
            Column.Of(before, NpgsqlDbType.Bigint),
            Column.Of(request.Endpoint?.Value, NpgsqlDbType.Uuid),
            Column.Of(request.User, NpgsqlDbType.Text),
            Column.Of(request.Function?.Value, NpgsqlDbType.Uuid),
            Column.Of(StateOf(request.State), NpgsqlDbType.Smallint)).ConfigureAwait(false);
    }

    private static string Everything(int depth) => $"""
        select {Columns} from (select * from tasks where id < $2 order by id desc limit {depth}) t {Done} {Filters}
            and $3::bigint is not null order by t.id desc limit $1
        """;

    private static string Queues(TaskListRequest request, int depth)
    {
        var queues = request.Endpoint is null ? "m.user_id = $5" : request.User is null ? "m.endpoint_id = $4" : "m.endpoint_id = $4 and m.user_id = $5";
        return $"""
            select {Columns} from queue_marks m
            cross join lateral (select * from tasks q where q.endpoint_id = m.endpoint_id and q.priority = m.priority and q.user_id = m.user_id and q.seq < $3
                order by q.seq desc limit {depth}) t {Done} {Filters} and {queues} and $2::uuid is not null order by t.seq desc limit $1
            """;
    }

    private static string Failures() => $"""
        select {Columns}
        from (select * from outcomes where state <> 5 and task_id < $2 order by task_id desc limit {MostFiltered}) done
        cross join lateral (select * from tasks where tasks.id = done.task_id limit 1) t {Filters}
            and $3::bigint is not null order by t.id desc limit $1
        """;

    private static short? StateOf(TaskState? state) => state is null ? null : state.Value.IsTerminal() ? (short)state.Value : (short)0;

    private static async Task<long> SequenceAsync(PostgresReads reads, TaskId id, CancellationToken cancellationToken)
    {
        var rows = await reads.QueryAsync("select seq from tasks where id = $1", row => row.GetInt64(0), "listing tasks", cancellationToken, Column.Of(id.Value, NpgsqlDbType.Uuid))
            .ConfigureAwait(false);
        return rows.Count == 0 ? 0 : rows[0];
    }

    private static TaskListItem Item(Npgsql.NpgsqlDataReader row) => new()
    {
        Id = TaskId.From(row.GetGuid(0)),
        Endpoint = EndpointId.From(row.GetGuid(1)),
        Function = FunctionId.From(row.GetGuid(2)),
        User = row.GetString(3),
        SubmittedAt = LedgerReaders.Time(row, 4),
        Group = LedgerReaders.Group(row, 5),
        State = row.IsDBNull(6) ? TaskState.Received : (TaskState)row.GetInt16(6),
        CompletedAt = LedgerReaders.NullableTime(row, 7),
    };
}
