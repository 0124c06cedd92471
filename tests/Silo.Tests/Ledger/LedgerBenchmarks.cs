using System.Diagnostics;
using System.Globalization;
using FuncX.Actors.Silo.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>Figures of docs/benchmarks/refill.md; run with <c>-explicit only -showLiveOutput</c>. They decide nothing.</summary>
[Trait("Category", "Benchmark"), Collection(PostgresCollection.Name)]
public sealed class LedgerBenchmarks(PostgresFixture server, ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Ledger_OneToManyCallers_Figures()
    {
        var options = new PostgresStorageOptions { ConnectionString = await server.CreateDatabaseAsync() };
        await using var connections = new PostgresConnections(options);
        await using var ledger = new PostgresTaskLedger(connections, options, TimeProvider.System, NullLogger<PostgresTaskLedger>.Instance);
        foreach (var callers in new[] { 1, 1, 16, 256, 2048 })
        {
            var rounds = callers == 1 ? 2_000 : 60_000 / callers;
            var waits = new double[callers][];
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var begin = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
            {
                waits[caller] = new double[rounds];
                var endpoint = EndpointId.From(new Guid("00000000-0000-4000-8000-000000000001"));
                for (var round = 0; round < rounds; round++)
                {
                    var sent = Stopwatch.GetTimestamp();
                    var task = TestRows.Task(endpoint, payload: new byte[100]);
                    await ledger.InsertTasksAsync([task]);
                    await ledger.InsertOutcomesAsync([TestRows.Outcome(task)]);
                    waits[caller][round] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds / 2;
                }
            }));
            var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            var all = waits.SelectMany(times => times).Order().ToList();
            var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{callers} callers: {all.Count / seconds:#,0} tasks with outcome/s, commit p50 {all[all.Count / 2]:0.00} ms, p99 {all[all.Count * 99 / 100]:0.00} ms, client CPU {used / all.Count * 1000:0.000} s per 1,000"));
        }
    }
}
