namespace FuncX.Actors.Silo.Postgres;

/// <summary>
/// The ledger's statements. Lookups in partitioned tables are lateral with a limit: the planner then has no choice but one index probe per row,
/// and only the partition that holds the id is touched. As an anti join the refill was a hash over all outcomes once tables had statistics.
/// </summary>
internal static class LedgerSql
{
    private const string TaskColumns =
        "t.id, t.seq, t.endpoint_id, t.user_id, t.priority, t.function_id, t.group_id, t.inbox, t.payload, t.result_serializer, t.spec_hash,"
        + " t.at_most_once, t.wall_time_ms, t.time_to_live_ms, t.expires_at, t.submitted_at";

    private const string OutcomeColumns =
        "o.task_id, o.state, o.endpoint_id, o.user_id, o.function_id, o.group_id, o.attempts, o.started_at, o.ended_at, o.completed_at, o.result,"
        + " o.failure::text, o.stdout, o.stderr, o.host";

    private const string NoOutcome = "left join lateral (select true as yes from outcomes o where o.task_id = t.id limit 1) done on true";

    public const string InsertTasks = """
        insert into tasks (id, endpoint_id, user_id, priority, function_id, group_id, inbox, payload, result_serializer, spec_hash, at_most_once,
            wall_time_ms, time_to_live_ms, expires_at, submitted_at)
        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::smallint[], $5::uuid[], $6::uuid[], $7::text[], $8::bytea[], $9::text[],
            $10::bytea[], $11::boolean[], $12::bigint[], $13::bigint[], $14::timestamptz[], $15::timestamptz[])
        on conflict (id) do nothing returning id, seq
        """;

    public const string InsertQueueKeys = """
        insert into queue_marks (endpoint_id, priority, user_id) select * from unnest($1::uuid[], $2::smallint[], $3::text[])
        on conflict do nothing
        """;

    public const string InsertOutcomes = """
        insert into outcomes (task_id, state, endpoint_id, user_id, function_id, group_id, attempts, started_at, ended_at, completed_at, result,
            failure, stdout, stderr, host)
        select r.task_id, r.state, r.endpoint_id, r.user_id, r.function_id, r.group_id, r.attempts, r.started_at, r.ended_at, r.completed_at,
            r.result, r.failure::jsonb, r.stdout, r.stderr, r.host
        from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::smallint[], $8::timestamptz[],
            $9::timestamptz[], $10::timestamptz[], $11::bytea[], $12::text[], $13::bytea[], $14::bytea[], $15::text[])
            as r (task_id, state, endpoint_id, user_id, function_id, group_id, attempts, started_at, ended_at, completed_at, result, failure,
                stdout, stderr, host)
        on conflict (task_id) do nothing returning task_id
        """;

    public const string InsertAttempts = """
        insert into attempts (task_id, n, event, endpoint_id, at, session, owner_epoch, host, worker, reason, exit_code)
        select * from unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::uuid[], $5::timestamptz[], $6::uuid[], $7::bigint[], $8::text[],
            $9::text[], $10::text[], $11::integer[])
        on conflict (task_id, n, event) do nothing returning task_id, n, event
        """;

    public const string CompareTasks = """
        select t.id, t.seq, t.user_id, t.spec_hash, t.submitted_at
        from unnest($1::uuid[]) as wanted (id) cross join lateral (select * from tasks where tasks.id = wanted.id limit 1) t
        """;

    public const string CompareOutcomes = """
        select o.task_id, o.state, o.completed_at, o.attempts
        from unnest($1::uuid[]) as wanted (id) cross join lateral (select * from outcomes where outcomes.task_id = wanted.id limit 1) o
        """;

    public const string CompareAttempts = """
        select a.task_id, a.n, a.event, a.at, a.session
        from unnest($1::uuid[], $2::smallint[], $3::smallint[]) as wanted (id, n, event)
        cross join lateral (select * from attempts where task_id = wanted.id and attempts.n = wanted.n and attempts.event = wanted.event limit 1) a
        """;

    public const string Sequence = "select last_value from tasks_seq";

    public const string QueueKeys = """
        select m.priority, m.user_id, m.mark from queue_marks m
        cross join lateral (select true from tasks t
            where t.endpoint_id = $1 and t.priority = m.priority and t.user_id = m.user_id and t.seq > m.mark limit 1) above
        where m.endpoint_id = $1 order by m.priority, m.user_id
        """;

    public const string Refill = $"""
        select {TaskColumns} from tasks t {NoOutcome}
        left join lateral (select true as yes from attempts a where a.endpoint_id = $1 and a.task_id = t.id and a.event = 1 limit 1) begun on true
        where t.endpoint_id = $1 and t.priority = $2 and t.user_id = $3 and t.seq > $4 and done.yes is null and begun.yes is null
        order by t.seq limit $5
        """;

    /// <summary>The latest attempt with any event; "lost" sorts last within its number.</summary>
    public const string Started = $"""
        select {TaskColumns}, last.n, last.event = 2, last.session, last.owner_epoch, begun.at
        from (select distinct a.task_id from attempts a where a.endpoint_id = $1 and a.event = 1) s
        left join lateral (select true as yes from outcomes o where o.task_id = s.task_id limit 1) done on true
        cross join lateral (select * from tasks where tasks.id = s.task_id limit 1) t
        cross join lateral (select * from attempts a where a.task_id = s.task_id order by a.n desc, a.event desc limit 1) last
        cross join lateral (select * from attempts a where a.task_id = s.task_id and a.event = 1 order by a.n desc limit 1) begun
        where done.yes is null order by t.seq
        """;

    public const string SaveMarks = """
        insert into queue_marks (endpoint_id, priority, user_id, mark) select $1, * from unnest($2::smallint[], $3::text[], $4::bigint[])
        on conflict (endpoint_id, priority, user_id) do update set mark = greatest(queue_marks.mark, excluded.mark)
        """;

    public const string TasksById = $"""
        select {TaskColumns} from unnest($1::uuid[]) as wanted (id)
        cross join lateral (select * from tasks where tasks.id = wanted.id limit 1) t
        """;

    public const string OutcomesById = $"""
        select {OutcomeColumns} from unnest($1::uuid[]) as wanted (id)
        cross join lateral (select * from outcomes where outcomes.task_id = wanted.id limit 1) o
        """;

    public const string AttemptsById = """
        select a.task_id, a.n, a.event, a.endpoint_id, a.at, a.session, a.owner_epoch, a.host, a.worker, a.reason, a.exit_code
        from unnest($1::uuid[]) as wanted (id) join attempts a on a.task_id = wanted.id
        order by a.task_id, a.n, a.event
        """;

    /// <summary>Sizes are summed before any result is fetched: rows up to the limit, and always the first.</summary>
    public const string GroupPage = $"""
        select {OutcomeColumns}, o.xid, o.seq
        from (select page.*, sum(coalesce(octet_length(result), 0)::bigint) over (order by xid, seq) as bytes, row_number() over (order by xid, seq) as place
            from (select * from outcomes
                where group_id = $1 and (xid, seq) > ($2, $3) and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by xid, seq limit $4) page) o
        where o.place = 1 or o.bytes <= $5 order by o.xid, o.seq
        """;

    public const string GroupCounts = """
        select (select count(*) from tasks where group_id = $1),
            count(*) filter (where state = 5), count(*) filter (where state = 6), count(*) filter (where state = 7)
        from outcomes where group_id = $1
        """;

    /// <summary>A task that runs has had its chance; one whose run was lost waits again.</summary>
    public const string Expired = $"""
        select {TaskColumns} from tasks t {NoOutcome}
        left join lateral (select true as yes from attempts a where a.task_id = t.id and a.event = 1
            and not exists (select from attempts l where l.task_id = a.task_id and l.n >= a.n and l.event = 2) limit 1) running on true
        where t.expires_at > $1 and t.expires_at <= $2 and done.yes is null and running.yes is null order by t.expires_at limit $3
        """;
}
