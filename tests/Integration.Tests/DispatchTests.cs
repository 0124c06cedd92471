using FuncX.Actors.Client;

namespace FuncX.Actors.Integration.Tests;

/// <summary>Queue, leases and attempts of a real endpoint grain, with an agent played by hand.</summary>
public sealed class DispatchTests(MemorySilo silo) : IClassFixture<MemorySilo>, IAsyncLifetime
{
    private FuncXClient _client = null!;
    private HandAgent _agent = null!;
    private FunctionId _function;

    public async ValueTask InitializeAsync()
    {
        _client = await silo.ConnectAsync();
        _agent = await HandAgent.RegisterAsync(silo, _client);
        _function = await _client.RegisterFunctionAsync("f", "def f(x): return x");
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task Submit_OfflineEndpoint_WaitsAndSaysSo()
    {
        var task = await SubmitAsync(1);

        var status = await task.GetStatusAsync();

        Assert.Equal(TaskState.WaitingForEndpoint, status.State);
        Assert.Contains("offline", status.Reason, StringComparison.Ordinal);
        await _agent.AttachAsync();
        Assert.Equal(task.Id, Assert.Single(await _agent.PullAsync()).Id);
    }

    [Fact]
    public async Task Report_Success_ReachesTheWaiterAndAnotherProcess()
    {
        await _agent.AttachAsync();
        var task = await SubmitAsync(7);
        var pulled = Assert.Single(await _agent.PullAsync());
        Assert.Equal(TaskState.WaitingForLaunch, (await task.GetStatusAsync()).State);

        Assert.Empty((await _agent.SucceedAsync(pulled, "42")).Refused);

        Assert.Equal(42, await task.GetResultAsync<int>());
        await using var other = await silo.ConnectAsync();
        Assert.Equal(42, await other.GetTask(task.Id).GetResultAsync<int>());
    }

    [Fact]
    public async Task Pull_ParkedWhileTaskComes_IsWoken()
    {
        await _agent.AttachAsync();
        var pull = _agent.PullAsync(waitSeconds: 15);

        var task = await SubmitAsync(1);

        Assert.Equal(task.Id, Assert.Single(await pull.WaitAsync(TimeSpan.FromSeconds(10))).Id);
    }

    [Fact]
    public async Task Pull_SameSequenceAgain_GivesTheSameTasks()
    {
        await _agent.AttachAsync();
        await SubmitAsync(1);

        var first = await _agent.PullAsync(10, 5, sequence: 1);
        var again = await _agent.PullAsync(10, 5, sequence: 1);

        Assert.Equal(first.Tasks.Select(t => t.Id), again.Tasks.Select(t => t.Id));
        Assert.Empty((await _agent.PullAsync(10, 0, sequence: 2)).Tasks);
    }

    [Fact]
    public async Task Report_OutcomeTwice_SecondIsDropped()
    {
        await _agent.AttachAsync();
        var task = await SubmitAsync(1);
        var pulled = Assert.Single(await _agent.PullAsync());

        await _agent.SucceedAsync(pulled, "1");
        await _agent.SucceedAsync(pulled, "2");

        Assert.Equal(1, await _client.GetTask(task.Id).GetResultAsync<int>());
    }

    [Fact]
    public async Task Lost_TwiceThenSuccess_IsRetriedAndRecorded()
    {
        await _agent.AttachAsync();
        var task = await SubmitAsync(1);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var pulled = Assert.Single(await _agent.PullAsync());
            Assert.Equal(attempt, pulled.Attempt);
            await _agent.LoseAsync(pulled);
        }
        await _agent.SucceedAsync(Assert.Single(await _agent.PullAsync()), "5");

        Assert.Equal(5, await task.GetResultAsync<int>());
        var attempts = (await task.GetStatusAsync()).Attempts;
        Assert.Equal([1, 2], attempts.Where(a => a.Event == AttemptEvent.Lost).Select(a => a.Number));
        Assert.All(attempts.Where(a => a.Event == AttemptEvent.Lost), a => Assert.Equal((137, "killed", "hand-host"), (a.ExitCode, a.Reason, a.Host)));
    }

    [Fact]
    public async Task Lost_AfterTheLastRetry_FailsAsWorkerLost()
    {
        await _agent.AttachAsync();
        var task = await SubmitAsync(1);
        for (var attempt = 1; attempt <= 3; attempt++)
            await _agent.LoseAsync(Assert.Single(await _agent.PullAsync()));

        var outcome = await task.GetOutcomeAsync();

        Assert.Equal((TaskState.Failed, TaskFailureKind.WorkerLost, 137), (outcome.State, outcome.Failure?.Kind, outcome.Failure?.ExitCode));
        Assert.Empty(await _agent.PullAsync(waitSeconds: 0));
    }

    [Fact]
    public async Task Lost_AtMostOnce_FailsAtOnce()
    {
        await _agent.AttachAsync();
        var task = await _client.SubmitPackedAsync(_agent.Endpoint, _function, Payloads.Pack([1]), new SubmitOptions { AtMostOnce = true });
        var pulled = Assert.Single(await _agent.PullAsync());
        Assert.Equal([AttemptEvent.HandedOut], (await task.GetStatusAsync()).Attempts.Select(a => a.Event));

        await _agent.LoseAsync(pulled);

        Assert.Equal(TaskFailureKind.WorkerLost, (await task.GetOutcomeAsync()).Failure?.Kind);
    }

    [Fact]
    public async Task Attach_NewSession_FencesTheOld()
    {
        await _agent.AttachAsync();
        var old = _agent.Session!;
        var parked = _agent.Grain.PullAsync(Caller.FromToken, old, new PullRequest { Sequence = 1, Credits = 1, Wait = TimeSpan.FromSeconds(15) });
        var next = await _agent.AttachAsync();

        await Assert.ThrowsAsync<SessionReplacedException>(() => _agent.Grain.HeartbeatAsync(Caller.FromToken, old, new AgentStatus { Workers = 1, IdleWorkers = 1, RunningTasks = 0, QueuedTasks = 0, SpoolBytes = 0 }));
        Assert.NotEqual(old.Session, next.Session.Session);
        var ended = await Record.ExceptionAsync(() => parked.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.True(ended is null or SessionReplacedException, ended?.ToString());
    }

    [Fact]
    public async Task Attach_Inventory_SettlesEveryTask()
    {
        await _agent.AttachAsync();
        var tasks = await Task.WhenAll(Enumerable.Range(0, 5).Select(SubmitAsync));
        var pulled = new List<TaskEnvelope>();
        while (pulled.Count < 5)
            pulled.AddRange(await _agent.PullAsync());
        await _client.GetTask(pulled[4].Id).CancelAsync("not needed");

        // Running, queued, ended but unreported, interrupted, cancelled; nothing is dispatched again but the interrupted one.
        var reply = await _agent.AttachAsync(true,
            HandAgent.Holding(pulled[0], InventoryState.Running),
            HandAgent.Holding(pulled[1], InventoryState.Queued),
            HandAgent.Holding(pulled[2], InventoryState.Unreported),
            HandAgent.Holding(pulled[3], InventoryState.Interrupted),
            HandAgent.Holding(pulled[4], InventoryState.Running));

        Assert.Equal([pulled[4].Id], reply.Discard);
        Assert.Equal(TaskState.Running, (await _client.GetTask(pulled[0].Id).GetStatusAsync()).State);
        Assert.Equal(TaskState.WaitingForLaunch, (await _client.GetTask(pulled[1].Id).GetStatusAsync()).State);
        var again = Assert.Single(await _agent.PullAsync(waitSeconds: 1));
        Assert.Equal((pulled[3].Id, 2), (again.Id, again.Attempt));
        foreach (var task in pulled.Take(3).Append(again))
            await _agent.SucceedAsync(task, "0");
        Assert.Equal(4, (await Task.WhenAll(tasks.Select(t => t.GetOutcomeAsync()))).Count(o => o.State == TaskState.Success));
    }

    [Fact]
    public async Task Attach_WithoutATaskItWasHanded_RequeuesWithoutPenalty()
    {
        await _agent.AttachAsync();
        await SubmitAsync(1);
        var first = Assert.Single(await _agent.PullAsync());

        await _agent.AttachAsync();

        var again = Assert.Single(await _agent.PullAsync());
        Assert.Equal((first.Id, 1), (again.Id, again.Attempt));
    }

    [Fact]
    public async Task Attach_JournalLost_CountsAsARetry()
    {
        await _agent.AttachAsync();
        var task = await SubmitAsync(1);
        await _agent.PullAsync();

        await _agent.AttachAsync(hasJournal: false);

        Assert.Equal(2, Assert.Single(await _agent.PullAsync()).Attempt);
        Assert.Contains("unknown", Assert.Single((await task.GetStatusAsync()).Attempts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Queued_EndsAtOnceAndIsNeverHandedOut()
    {
        var task = await SubmitAsync(1);

        Assert.True((await task.CancelAsync("changed my mind")).Cancelled);

        var outcome = await task.GetOutcomeAsync();
        Assert.Equal((TaskState.Cancelled, TaskFailureKind.Cancelled), (outcome.State, outcome.Failure?.Kind));
        Assert.Contains("admin: changed my mind", outcome.Failure?.Message, StringComparison.Ordinal);
        await _agent.AttachAsync();
        Assert.Empty(await _agent.PullAsync(waitSeconds: 0));
        Assert.True((await task.CancelAsync("again")).Cancelled); // it is cancelled, whoever did it
        Assert.Contains("changed my mind", (await _client.GetTask(task.Id).GetOutcomeAsync()).Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Leased_TellsTheAgent()
    {
        await _agent.AttachAsync();
        var task = await SubmitAsync(1);
        await _agent.PullAsync();

        await task.CancelAsync("stop");

        var beat = await _agent.Grain.HeartbeatAsync(Caller.FromToken, _agent.Session!, new AgentStatus { Workers = 2, IdleWorkers = 1, RunningTasks = 1, QueuedTasks = 0, SpoolBytes = 0 });
        Assert.Equal([task.Id], beat.Cancels);
    }

    [Fact]
    public async Task Returned_Tasks_GoBackUnstarted()
    {
        await _agent.AttachAsync();
        await SubmitAsync(1);
        var pulled = Assert.Single(await _agent.PullAsync());

        await _agent.ReportAsync(new ReportRequest { Returned = [pulled.Id] });

        Assert.Equal(1, Assert.Single(await _agent.PullAsync()).Attempt);
    }

    [Fact]
    public async Task Submit_UnknownThings_AreRefusedByName()
    {
        var unknownFunction = await Assert.ThrowsAsync<SubmitRefusedException>(() => _client.SubmitAsync(_agent.Endpoint, FunctionId.New()));
        var unknownEndpoint = await Assert.ThrowsAsync<SubmitRefusedException>(() => _client.SubmitAsync(EndpointId.New(), _function));

        Assert.Equal("FUNCTION_NOT_FOUND", unknownFunction.Refusal.Code);
        Assert.Equal("ENDPOINT_NOT_FOUND", unknownEndpoint.Refusal.Code);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.GetTask(TaskId.New()).GetStatusAsync());
    }

    [Fact]
    public async Task Batch_ThousandTasks_EveryOutcomeOnceInAnotherProcessToo()
    {
        await _agent.AttachAsync();
        var batch = await _client.CreateBatchAsync("b");
        var submission = await batch.SubmitAsync(_agent.Endpoint, _function, Enumerable.Range(0, 1_000).Select(i => new object?[] { i }));
        Assert.Empty(submission.Refused);
        var pump = Task.Run(async () =>
        {
            for (var done = 0; done < 1_000;)
            {
                var tasks = await _agent.PullAsync(credits: 128);
                await _agent.ReportAsync(new ReportRequest { Outcomes = tasks.Select(t => new OutcomeReport { Task = t.Id, Attempt = 1, Result = "11\n1"u8.ToArray() }).ToArray() });
                done += tasks.Length;
            }
        });

        var ids = new List<TaskId>();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var outcome in batch.ReadResultsAsync(cancellationToken: bound.Token))
            ids.Add(outcome.Id);
        await pump;

        Assert.Equal(submission.Ids.Order(Comparer<TaskId>.Create((a, b) => a.Value.CompareTo(b.Value))), ids.OrderBy(i => i.Value));
        await using var other = await silo.ConnectAsync();
        Assert.Equal((1_000, 1_000), ((await other.GetBatch(batch.Id).GetProgressAsync()).Submitted, (await other.GetBatch(batch.Id).GetProgressAsync()).Succeeded));
    }

    private Task<TaskHandle> SubmitAsync(int value) => _client.SubmitAsync(_agent.Endpoint, _function, value);
}
