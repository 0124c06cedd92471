namespace FuncX.Actors.Benchmarks.Load;

/// <summary>Statements that put finished tasks into the tables.</summary>
internal static class FillSql
{
    public const string Tasks = """
        insert into tasks (id, endpoint_id, user_id, priority, function_id, payload, result_serializer, spec_hash, at_most_once, expires_at, submitted_at)
        select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 3600000 + i), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
               $2, 'history', 5, $2, '\\x00', '11', sha256(i::text::bytea), false, now() + interval '14 days', now()
        from generate_series(1, $1) i
        """;

    public const string Outcomes = """
        insert into outcomes (task_id, state, endpoint_id, user_id, function_id, attempts, completed_at, result)
        select id, 5, endpoint_id, user_id, function_id, 1, now(), payload from tasks where endpoint_id = $2 and user_id = 'history' limit $1
        """;
}
