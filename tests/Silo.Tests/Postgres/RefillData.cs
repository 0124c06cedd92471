using System.Globalization;

namespace FuncX.Actors.Silo.Tests.Postgres;

/// <summary>A queue with finished tasks in front, made by the server itself: one in their middle runs, another has a low priority and waits.</summary>
internal static class RefillData
{
    public static readonly Guid Endpoint = new("00000000-0000-4000-8000-000000000001");

    public static string Explain(long after, string options = "") =>
        string.Create(CultureInfo.InvariantCulture, $"explain {options} execute refill ('{Endpoint}', 5::smallint, 'user', {after}, 256)");

    public static async Task LoadAsync(string database, int finished, int open)
    {
        await PostgresFixture.ExecuteAsync(database, """
            create function test_id(ms bigint, i bigint) returns uuid language sql immutable as $$
                select (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(i & 4095), 3, '0') || '8' || substr(md5(i::text), 1, 15))::uuid $$;
            """);
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            insert into tasks (id, endpoint_id, user_id, priority, function_id, payload, result_serializer, spec_hash, at_most_once, expires_at, submitted_at)
            select test_id((extract(epoch from now()) * 1000)::bigint - greatest(0, {finished} - i) * 36, i), '{Endpoint}', 'user',
                case when i = {finished} / 2 + 1 then 9 else 5 end, '00000000-0000-4000-8000-0000000000f1', decode(repeat('ab', 100), 'hex'), '11',
                decode(repeat('cd', 32), 'hex'), false, now() + interval '14 days', now()
            from generate_series(1, {finished} + {open}) i;
            insert into attempts (task_id, n, event, endpoint_id, at) select id, 1, 1, endpoint_id, now() from tasks where seq = {finished} / 2;
            insert into outcomes (task_id, state, endpoint_id, user_id, function_id, attempts, completed_at, result)
            select id, 5, endpoint_id, user_id, function_id, 1, now(), decode('3132', 'hex')
            from tasks where seq <= {finished} and seq not in ({finished} / 2, {finished} / 2 + 1) order by id;
            """);
        await PostgresFixture.ExecuteAsync(database, text);
    }
}
