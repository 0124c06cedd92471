using System.Diagnostics;
using System.Globalization;
using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;
using FuncX.Actors.Silo.Tests.Ledger;
using Npgsql;

namespace FuncX.Actors.Silo.Tests.Postgres;

/// <summary>Figures of docs/benchmarks/refill.md; run with <c>-explicit only -showLiveOutput</c>. They decide nothing.</summary>
[Trait("Category", "Benchmark"), Collection(PostgresCollection.Name)]
public sealed class TaskTableBenchmarks(PostgresFixture server, ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Refill_BehindThreeMillionFinishedTasks_Figures()
    {
        var database = await server.CreateDatabaseAsync();
        await RefillData.LoadAsync(database, finished: 3_000_000, open: 10_000);
        await PostgresFixture.ExecuteAsync(database, "analyze tasks; analyze outcomes; analyze attempts");
        output.WriteLine(await RefillPlanTests.ExplainAsync(database, RefillData.Explain(3_000_000, "(analyze, costs off, summary on)")));

        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = database });
        foreach (var (what, priority, after) in new[] { ("256 open behind 3,000,000", 5, 3_000_000L), ("1 of low priority", 9, 0L) })
        {
            var times = new List<double>();
            for (var i = 0; i < 200; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                await using var command = connections.Reader.CreateCommand(LedgerSql.Refill);
                foreach (var value in new object[] { RefillData.Endpoint, (short)priority, "user", after, 256 })
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                }

                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                }

                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: first {times[0]:0.00} ms, p50 {Quantile(times, 0.5):0.00} ms, p99 {Quantile(times, 0.99):0.00} ms"));
        }
    }

    [Fact(Explicit = true)]
    public async Task Reads_BehindThreeMillionFinishedTasks_Figures()
    {
        var options = new PostgresStorageOptions { ConnectionString = await server.CreateDatabaseAsync() };
        await RefillData.LoadAsync(options.ConnectionString, finished: 3_000_000, open: 10_000);
        await PostgresFixture.ExecuteAsync(options.ConnectionString, "insert into queue_marks values ('" + RefillData.Endpoint + "', 5, 'user', 3000000), ('" + RefillData.Endpoint + "', 9, 'user', 0)");
        await PostgresFixture.ExecuteAsync(options.ConnectionString, "insert into attempts (task_id, n, event, endpoint_id, at) select id, 1, 1, endpoint_id, now() from tasks where seq between 1 and 1000000 on conflict do nothing");
        await PostgresFixture.ExecuteAsync(options.ConnectionString, "analyze");
        await using var connections = new PostgresConnections(options);
        await using var ledger = new PostgresTaskLedger(connections, options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<PostgresTaskLedger>.Instance);
        var endpoint = EndpointId.From(RefillData.Endpoint);
        var list = new TaskListRequest { Limit = 100 };
        await TimeAsync("queue keys", async () => (await ledger.ReadQueueKeysAsync(endpoint, default)).Count);
        await TimeAsync("started tasks, 1,000,000 ended ones among them", async () => (await ledger.ReadStartedAsync(endpoint, default)).Count);
        await TimeAsync("expired tasks", async () => (await ledger.ReadExpiredAsync(TimeProvider.System.GetUtcNow(), 1000, default)).Count);
        await TimeAsync("list of everything", async () => (await ledger.ListAsync(list, default)).Count);
        await TimeAsync("list of an endpoint", async () => (await ledger.ListAsync(list with { Endpoint = endpoint }, default)).Count);
        await TimeAsync("list of a user, ended", async () => (await ledger.ListAsync(list with { User = "user", State = TaskState.Success }, default)).Count);
        await TimeAsync("list of failures", async () => (await ledger.ListAsync(list with { State = TaskState.Failed }, default)).Count);
        await TimeAsync("list of an unused function (reads 100,000 rows)", async () => (await ledger.ListAsync(list with { Function = FunctionId.New() }, default)).Count);
    }

    private async Task TimeAsync(string what, Func<Task<int>> read)
    {
        var rows = 0;
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            rows = await read();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {rows} rows, median {Quantile(times, 0.5):0.0} ms, first {times[0]:0.0} ms"));
    }

    [Fact(Explicit = true)]
    public async Task Inserts_WithTheFinalIndexes_Figures()
    {
        foreach (var (name, change) in new[]
        {
            ("warm-up, to be ignored", "select 1"),
            ("final index set", "select 1"),
            ("without tasks_expiry", "drop index tasks_expiry"),
            ("with an index on function", "create index tasks_function on tasks (function_id, id)"),
            ("bare: primary keys only", "drop index tasks_expiry; drop index tasks_queue; drop index tasks_group; drop index outcomes_group; drop index outcomes_not_success"),
        })
        {
            var database = await server.CreateDatabaseAsync();
            await PostgresFixture.ExecuteAsync(database, change);
            foreach (var size in new[] { 32, 256, 1024 })
            {
                List<(double Tasks, double Outcomes)> runs = [];
                for (var run = 0; run < 3; run++)
                {
                    runs.Add(await InsertAsync(database, size, total: size == 32 ? 8_000 : 60_000));
                }

                var (tasks, outcomes) = (Quantile([.. runs.Select(run => run.Tasks)], 0.5), Quantile([.. runs.Select(run => run.Outcomes)], 0.5));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {size} rows a statement: tasks {tasks:#,0}/s, outcomes {outcomes:#,0}/s"));
            }
        }
    }

    private static async Task<(double Tasks, double Outcomes)> InsertAsync(string database, int size, int total)
    {
        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = database });
        await using var connection = await connections.Writer.OpenConnectionAsync();
        var endpoint = EndpointId.From(RefillData.Endpoint);
        var payload = new byte[100];
        var rows = Enumerable.Range(0, total).Select(_ => TestRows.Task(endpoint, payload: payload)).OrderBy(row => row.Spec.Id.Value).ToArray();
        var ends = Array.ConvertAll(rows, row => TestRows.Outcome(row));
        var tasks = await MeasureAsync(connection, rows, size, chunk => LedgerRows.Tasks(chunk));
        var outcomes = await MeasureAsync(connection, ends, size, chunk => LedgerRows.Outcomes(chunk));
        return (tasks, outcomes);
    }

    private static async Task<double> MeasureAsync<T>(NpgsqlConnection connection, T[] rows, int size, Func<T[], NpgsqlBatchCommand> insert)
    {
        var begin = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(size))
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { insert(chunk) } };
            await using var reader = await batch.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
            }
        }

        return rows.Length / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static double Quantile(List<double> values, double q) => values.Order().ElementAt((int)(q * (values.Count - 1)));
}
