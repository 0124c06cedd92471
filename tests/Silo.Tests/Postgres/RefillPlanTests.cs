using FuncX.Actors.Silo.Postgres;
using Npgsql;

namespace FuncX.Actors.Silo.Tests.Postgres;

/// <summary>The refill must stay an index read whatever the statistics say: before and after "analyze", on a new day's empty partition.</summary>
[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class RefillPlanTests(PostgresFixture server)
{
    [Fact]
    public async Task Refill_WithAndWithoutStatistics_IsIndexProbesOnly()
    {
        var database = await server.CreateDatabaseAsync();
        AssertIndexOnly(await ExplainAsync(database, RefillData.Explain(0)));

        await RefillData.LoadAsync(database, finished: 20_000, open: 500);
        AssertIndexOnly(await ExplainAsync(database, RefillData.Explain(20_000)));

        await PostgresFixture.ExecuteAsync(database, "analyze tasks; analyze outcomes; analyze attempts");
        AssertIndexOnly(await ExplainAsync(database, RefillData.Explain(20_000)));
    }

    [Fact]
    public async Task Refill_RunningAndLowPriorityTaskAmongFinishedOnes_ReturnsExactlyTheOpen()
    {
        var database = await server.CreateDatabaseAsync();
        await RefillData.LoadAsync(database, finished: 2_000, open: 50);

        Assert.Equal(50, await CountAsync(database, priority: 5, after: 0));
        Assert.Equal(1, await CountAsync(database, priority: 9, after: 0));
    }

    internal static async Task<string> ExplainAsync(string database, string sql)
    {
        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = database });
        await using var connection = await connections.Reader.OpenConnectionAsync();
        await using var prepare = new NpgsqlCommand($"prepare refill (uuid, smallint, text, bigint, int) as {LedgerSql.Refill}", connection);
        await prepare.ExecuteNonQueryAsync();
        await using var explain = new NpgsqlCommand(sql, connection);
        await using var reader = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    private static async Task<int> CountAsync(string database, short priority, long after)
    {
        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = database });
        await using var command = connections.Reader.CreateCommand(LedgerSql.Refill);
        foreach (var value in new object[] { RefillData.Endpoint, priority, "user", after, 1000 })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            rows++;
        }

        return rows;
    }

    private static void AssertIndexOnly(string plan)
    {
        foreach (var bad in new[] { "Seq Scan", "Bitmap", "Hash", "Sort (", "Sort  (", "Parallel", "Materialize", "Merge Join" })
        {
            Assert.False(plan.Contains(bad, StringComparison.Ordinal), $"'{bad}' in the plan:\n{plan}");
        }

        Assert.Contains("_endpoint_id_priority_user_id_seq_idx", plan, StringComparison.Ordinal);
        Assert.Contains("Merge Append", plan, StringComparison.Ordinal);
    }
}
