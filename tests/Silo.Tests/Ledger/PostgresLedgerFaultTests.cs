using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;
using FuncX.Actors.Silo.Up;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>Bad rows, full queues, late commits and a database that dies.</summary>
[Trait("Category", "Fault"), Collection(PostgresCollection.Name)]
public sealed class PostgresLedgerFaultTests(PostgresFixture server)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InsertTasks_FewBadRowsAmongMany_OnlyTheyAreRejected()
    {
        await using var ledger = Open(await server.CreateDatabaseAsync());
        var endpoint = EndpointId.New();
        var old = TaskId.From(Guid.CreateVersion7(TestRows.Now.AddDays(-40)));
        var good = Enumerable.Range(0, 300).Select(_ => TestRows.Task(endpoint)).ToList();
        var bad = new[] { TestRows.Task(endpoint, id: old), TestRows.Task(endpoint, user: "a\0b"), TestRows.Task(endpoint) with { Inbox = new string('x', 201) } };

        var verdicts = await ledger.Ledger.InsertTasksAsync([.. good[..100], bad[0], .. good[100..200], bad[1], .. good[200..], bad[2]]);

        var rejected = verdicts.Where(verdict => verdict.Kind == TaskVerdictKind.Rejected).ToList();
        Assert.Equal(3, rejected.Count);
        Assert.Contains(rejected, verdict => verdict.Error!.Contains("two days", StringComparison.Ordinal));
        Assert.Equal(300, verdicts.Count(verdict => verdict.Kind == TaskVerdictKind.Inserted));
        Assert.Equal(300, await PostgresFixture.ScalarAsync<long>(ledger.Database, "select count(*) from tasks"));
    }

    [Fact]
    public async Task Inserts_ManyCallsAtOnce_ShareCommits()
    {
        await using var ledger = Open(await server.CreateDatabaseAsync());
        var endpoint = EndpointId.New();
        var tasks = Enumerable.Range(0, 400).Select(_ => TestRows.Task(endpoint)).ToList();
        await ledger.Ledger.InsertTasksAsync(tasks);

        await Task.WhenAll(tasks.Select(task => ledger.Ledger.InsertOutcomesAsync([TestRows.Outcome(task)])));

        var commits = await PostgresFixture.ScalarAsync<long>(ledger.Database, "select count(distinct xid) from outcomes");
        Assert.InRange(commits, 1, 399);
    }

    [Fact]
    public async Task InsertTasks_QueueAndWaitersFull_IsOverloaded()
    {
        var database = await server.CreateDatabaseAsync();
        await using var ledger = Open(database, options => new PostgresStorageOptions
        {
            ConnectionString = options,
            MaxBatchRowCount = 1,
            MaxQueuedRowCount = 1,
            MaxWaitingCallCount = 1,
        });
        await using var blocker = new NpgsqlConnection(database);
        await blocker.OpenAsync(Cancel);
        await using var transaction = await blocker.BeginTransactionAsync(Cancel);
        await using (var take = new NpgsqlCommand("lock table tasks in exclusive mode", blocker))
        {
            await take.ExecuteNonQueryAsync(Cancel);
        }

        var endpoint = EndpointId.New();
        var calls = Enumerable.Range(0, 6).Select(_ => ledger.Ledger.InsertTasksAsync([TestRows.Task(endpoint)])).ToList();
        var refused = await Task.WhenAny(calls).WaitAsync(Bound, Cancel);

        var error = await Assert.ThrowsAsync<OverloadedException>(() => refused);
        Assert.Contains("1 calls", error.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Cancel);
        var inserted = 0L;
        foreach (var call in calls)
        {
            inserted += call.IsFaulted ? 0 : (await call.WaitAsync(Bound, Cancel)).Length;
        }

        Assert.Equal(inserted, await PostgresFixture.ScalarAsync<long>(database, "select count(*) from tasks"));
    }

    [Fact]
    public async Task ReadGroup_AnEarlierTransactionStillRuns_SkipsNothing()
    {
        var database = await server.CreateDatabaseAsync();
        await using var ledger = Open(database);
        var group = GroupId.New();
        var tasks = new[] { TestRows.Task(EndpointId.New(), group: group), TestRows.Task(EndpointId.New(), group: group) };
        await ledger.Ledger.InsertTasksAsync(tasks);
        await using var other = new NpgsqlConnection(database);
        await other.OpenAsync(Cancel);
        await using var late = await other.BeginTransactionAsync(Cancel);
        await using (var insert = new NpgsqlBatch(other) { BatchCommands = { LedgerRows.Outcomes([TestRows.Outcome(tasks[0])]) } })
        {
            await insert.ExecuteNonQueryAsync(Cancel);
        }

        await ledger.Ledger.InsertOutcomesAsync([TestRows.Outcome(tasks[1])]);
        Assert.Empty((await ledger.Ledger.ReadGroupAsync(group, ResultCursor.Start, 10, 1_000_000, Cancel)).Outcomes);

        await late.CommitAsync(Cancel);
        var page = await ledger.Ledger.ReadGroupAsync(group, ResultCursor.Start, 10, 1_000_000, Cancel);
        Assert.Equal([tasks[0].Spec.Id, tasks[1].Spec.Id], page.Outcomes.Select(outcome => outcome.Id));
    }

    [Fact]
    public async Task Inserts_NoServer_AreStorageUnavailableAfterTheWindow()
    {
        await using var ledger = Open("Host=/tmp/funcx-nowhere;Username=postgres;Database=funcx", options => new PostgresStorageOptions
        {
            ConnectionString = options,
            RetryWindow = TimeSpan.FromMilliseconds(200),
        });

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => ledger.Ledger.InsertTasksAsync([TestRows.Task(EndpointId.New())]).WaitAsync(Bound, Cancel));
        Assert.True(error.IsRetryable);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ledger.Ledger.ReadTasksAsync([TaskId.New()], Cancel).WaitAsync(Bound, Cancel));
    }

    [Fact]
    public async Task Inserts_ServerKilledTwiceInTheirMidst_NothingIsLostOrDoubled()
    {
        var root = Path.Combine(Path.GetTempPath(), $"funcx-kill-{Environment.ProcessId}");
        await using var postgres = new PostgresSupervisor(new PostgresSupervisorOptions { DataDirectory = root }, TimeProvider.System, NullLogger<PostgresSupervisor>.Instance);
        await postgres.StartAsync(Cancel);
        try
        {
            await new PostgresMigrator(postgres.ConnectionString, NullLogger<PostgresMigrator>.Instance).MigrateAsync(Cancel);
            await new TaskPartitions(postgres.ConnectionString, TimeProvider.System).EnsureAsync(Cancel);
            await using var ledger = Open(postgres.ConnectionString);
            await RunThroughKillsAsync(postgres, ledger.Ledger);

            Assert.Equal(Callers * Rounds, await PostgresFixture.ScalarAsync<long>(postgres.ConnectionString, "select count(*) from tasks"));
            Assert.Equal(Callers * Rounds, await PostgresFixture.ScalarAsync<long>(postgres.ConnectionString, "select count(*) from outcomes"));
        }
        finally
        {
            await postgres.DisposeAsync();
            Directory.Delete(root, recursive: true);
        }
    }

    private const int Callers = 20;
    private const int Rounds = 60;

    /// <summary>Callers insert a task and then its outcome, round after round; the server dies when a third and two thirds are done.</summary>
    private static async Task RunThroughKillsAsync(PostgresSupervisor postgres, PostgresTaskLedger ledger)
    {
        var endpoint = EndpointId.New();
        var rounds = 0;
        async Task CallAsync()
        {
            for (var round = 0; round < Rounds; round++)
            {
                var task = TestRows.Task(endpoint);
                Assert.Equal(TaskVerdictKind.Inserted, (await ledger.InsertTasksAsync([task])).Single().Kind);
                Assert.True((await ledger.InsertOutcomesAsync([TestRows.Outcome(task)])).Single().IsFirst, "our own outcome after a lost answer is the first one");
                if (Interlocked.Increment(ref rounds) is Callers * Rounds / 3 or Callers * Rounds * 2 / 3)
                {
                    ServerProcesses.Signal(postgres.ProcessId, ServerProcesses.Kill);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync())).WaitAsync(Bound, Cancel);
    }

    private static OpenLedger Open(string database, Func<string, PostgresStorageOptions>? options = null)
    {
        var settings = options?.Invoke(database) ?? new PostgresStorageOptions { ConnectionString = database };
        Assert.Empty(settings.Validate());
        var connections = new PostgresConnections(settings);
        return new OpenLedger(database, connections, new PostgresTaskLedger(connections, settings, TimeProvider.System, NullLogger<PostgresTaskLedger>.Instance));
    }

    private sealed record OpenLedger(string Database, PostgresConnections Connections, PostgresTaskLedger Ledger) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Ledger.DisposeAsync();
            await Connections.DisposeAsync();
        }
    }
}
