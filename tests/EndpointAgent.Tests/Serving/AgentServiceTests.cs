using System.Text;
using System.Threading.Channels;
using FuncX.Actors.EndpointAgent.Serving;
using FuncX.Actors.EndpointAgent.Spool;
using FuncX.Actors.EndpointAgent.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.EndpointAgent.Tests.Serving;

[Trait("Category", "Integration")]
public sealed class AgentServiceTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("funcx-agent");
    private FakeEndpoint _service = new();
    private ResultSpool? _spool;
    private HeldTasks? _held;
    private WorkerPool? _pool;
    private AgentService? _agent;
    private Task<AgentEnd>? _run;

    public async ValueTask DisposeAsync()
    {
        _agent?.RequestStop();
        if (_run is not null)
            await _run.WaitAsync(Bound);
        if (_pool is not null)
            await _pool.DisposeAsync();
        _agent?.Dispose();
        _spool?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Run_TasksComing_ReportsEachOnceAndEmptiesTheSpool()
    {
        Start();
        Assert.Empty((await Next(_service.Attached)).Inventory);
        var tasks = Enumerable.Range(0, 300).Select(i => _service.Queue("def f(i): return i + 1", $"[{i}]")).ToArray();

        var outcomes = await OutcomesAsync(300);

        Assert.Equal(tasks.Select((t, i) => (t.Id, $"11\n{i + 1}")), outcomes.OrderBy(o => Array.FindIndex(tasks, t => t.Id == o.Task)).Select(o => (o.Task, Encoding.UTF8.GetString(o.Result!))));
        await SettledAsync();
        Assert.Empty(_spool!.Outcomes);
        Assert.Empty(_spool.Starts);
    }

    [Fact]
    public async Task Run_ServiceGoneWhileATaskRuns_TaskRunsOnAndIsInTheNextInventory()
    {
        Start();
        await Next(_service.Attached);
        var task = _service.Queue($"import os, time\ndef f():\n    open('{Path("started")}', 'w').close()\n    while not os.path.exists('{Path("go")}'): time.sleep(0.01)\n    return 7");
        var started = Created("started");
        await started.WaitAsync(Bound);

        _service.Fault = new TimeoutException("the silo died");
        var inventory = (await Next(_service.Attached)).Inventory;
        _service.Fault = null;
        await File.WriteAllTextAsync(Path("go"), "");

        Assert.Equal((task.Id, 1, InventoryState.Running), inventory.Select(e => (e.Task, e.Attempt, e.State)).Single());
        Assert.Equal("11\n7", Encoding.UTF8.GetString((await OutcomesAsync(1)).Single().Result!));
    }

    [Fact]
    public async Task Report_AnswerLost_IsKeptToldInTheInventoryAndSentAgain()
    {
        Start();
        await Next(_service.Attached);
        _service.FaultAfterReport = new TimeoutException("cut");
        var task = _service.Queue("def f(): return 1");
        await OutcomesAsync(1);

        var inventory = (await Next(_service.Attached)).Inventory;
        _service.FaultAfterReport = null;

        Assert.Equal((task.Id, InventoryState.Unreported), inventory.Select(e => (e.Task, e.State)).Single());
        Assert.Equal(task.Id, (await OutcomesAsync(1)).Single().Task);
        await SettledAsync();
    }

    [Fact]
    public async Task Attach_AfterAKilledAgent_TellsWhatItsSpoolKnows()
    {
        var (ended, interrupted, discarded) = (Outcome(), Outcome(), Outcome());
        using (var before = OpenSpool())
        {
            before.NoteTold();
            before.AddOutcome(ended);
            before.AddOutcome(discarded);
            before.AddStart(new(interrupted.Task, 2, DateTimeOffset.UnixEpoch, "old/1"));
            before.Flush();
        }
        _service.Discard = [discarded.Task];
        Start();

        var hello = await Next(_service.Attached);

        Assert.True(hello.HasJournal);
        Assert.Equal(
            [(ended.Task, 1, InventoryState.Unreported), (discarded.Task, 1, InventoryState.Unreported), (interrupted.Task, 2, InventoryState.Interrupted)],
            hello.Inventory.Select(e => (e.Task, e.Attempt, e.State)));
        var report = await Next(_service.Reported);
        Assert.Equal(ended.Task, report.Outcomes.Single().Task);
        Assert.Empty(report.Lost);
        await SettledAsync();
        Assert.Empty(_spool!.Starts);
    }

    [Fact]
    public async Task Run_WorkerKilled_ReportsTheLossWithItsExitCode()
    {
        Start();
        await Next(_service.Attached);
        var task = _service.Queue("import os\ndef f(): os.kill(os.getpid(), 9)");

        var loss = (await Next(_service.Reported)).Lost.Single();

        Assert.Equal((task.Id, 1, 137), (loss.Task, loss.Attempt, loss.ExitCode));
    }

    [Fact]
    public async Task Run_FunctionDeleted_FailsItsTasks()
    {
        Start();
        _service.Queue("def f(): return 1", isRegistered: false);

        Assert.Equal(TaskFailureKind.FunctionNotFound, (await OutcomesAsync(1)).Single().Failure!.Kind);
    }

    [Fact]
    public async Task Run_LongTask_IsReportedAsStarted()
    {
        Start();
        var task = _service.Queue("import time\ndef f(): time.sleep(1)");

        var report = await Next(_service.Reported);

        Assert.Equal(task.Id, report.Started.Single().Task);
        Assert.Empty(report.Outcomes);
    }

    [Fact]
    public async Task Heartbeat_WithACancel_KillsTheTaskAndReportsNothing()
    {
        Start();
        var task = _service.Queue($"def f():\n    open('{Path("started")}', 'w').close()\n    while True: pass");
        await Created("started").WaitAsync(Bound);

        _service.Cancel(task.Id);
        _service.Queue("def f(): return 2");

        Assert.Equal("11\n2", Encoding.UTF8.GetString((await OutcomesAsync(1)).Single().Result!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_NoCreditsOrDraining_StopsTheTaskWithoutAHeartbeat(bool isDraining)
    {
        _service = new() { AnswersCancelsByPull = true, HeartbeatInterval = TimeSpan.FromMinutes(1) };
        Start(workers: 1);
        var running = _service.Queue($"def f():\n    open('{Path("started")}', 'w').close()\n    while True: pass");
        var queued = Enumerable.Range(0, 16).Select(_ => _service.Queue("def f(): return 2")).ToArray();
        await Created("started").WaitAsync(Bound);
        if (isDraining)
            _agent!.RequestStop();
        while (await Next(_service.Pulled) is not { Credits: 0 })
        {
        }

        var cancelled = TimeProvider.System.GetTimestamp();
        _service.Cancel(running.Id);

        if (isDraining)
            await _run!.WaitAsync(Bound);
        else
            Assert.Equal(queued.Select(t => t.Id).ToHashSet(), (await OutcomesAsync(queued.Length)).Select(o => o.Task).ToHashSet());
        Assert.InRange(TimeProvider.System.GetElapsedTime(cancelled), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Stop_WithRunningAndQueued_ReportsTheOneReturnsTheOtherAndDetaches()
    {
        Start(workers: 1);
        var running = _service.Queue($"import os, time\ndef f():\n    open('{Path("started")}', 'w').close()\n    while not os.path.exists('{Path("go")}'): time.sleep(0.01)\n    return 7");
        await Created("started").WaitAsync(Bound);
        var queued = _service.Queue("def f(): return 1", user: "bob");
        while (await Next(_service.Heartbeats) is not { RunningTasks: 1, QueuedTasks: 1 })
        {
        }

        _agent!.RequestStop();
        List<TaskId> returned = [];
        while (returned.Count == 0)
            returned.AddRange((await Next(_service.Reported)).Returned);
        await File.WriteAllTextAsync(Path("go"), "");

        Assert.Equal([queued.Id], returned);
        Assert.Equal(running.Id, (await OutcomesAsync(1)).Single().Task);
        await Next(_service.Detached);
        Assert.False((await _run!.WaitAsync(Bound)).IsFailure);
    }

    [Fact]
    public async Task Stop_ServiceOutOfReach_EndsAndKeepsTheOutcome()
    {
        Start();
        await Next(_service.Attached);
        _service.FaultAfterReport = new TimeoutException("cut");
        _service.Queue("def f(): return 1");
        await OutcomesAsync(1);
        _service.AttachFault = new TimeoutException("gone");
        await Next(_service.Attached);

        _agent!.RequestStop();

        Assert.False((await _run!.WaitAsync(Bound)).IsFailure);
        Assert.Single(_spool!.Outcomes);
    }

    [Fact]
    public async Task Session_ReplacedAgainAndAgain_EndsWithTheReason()
    {
        _service.Fault = new SessionReplacedException(EndpointId.New(), "replaced") { ByAnotherAgent = true };
        Start();

        var end = await _run!.WaitAsync(Bound);

        Assert.True(end.IsFailure);
        Assert.Contains("Another agent serves this endpoint", end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ended ended ended ended ended")]
    [InlineData("another another ended another another timeout another another")]
    public async Task Session_EndedForOtherReasons_IsNoFightWithAnotherAgent(string ends)
    {
        foreach (var end in ends.Split(' '))
        {
            _service.PullFaults.Enqueue(end switch
            {
                "another" => new SessionReplacedException(EndpointId.New(), "replaced") { ByAnotherAgent = true },
                "ended" => new SessionReplacedException(EndpointId.New(), "the owner was fenced"),
                _ => new TimeoutException("the silo died"),
            });
        }
        Start();
        _service.Queue("def f(): return 1");

        await OutcomesAsync(1);
    }

    [Fact]
    public async Task Stop_AfterTheEnd_DoesNothing()
    {
        Start();
        await Next(_service.Attached);
        _agent!.RequestStop();
        await _run!.WaitAsync(Bound);
        _agent.Dispose();
        var changes = 0;
        _agent.Changed += (_, _) => changes++;

        _agent.RequestStop();

        Assert.Equal(0, changes);
    }

    [Fact]
    public async Task Attach_TokenRefused_EndsWithTheReason()
    {
        _service.AttachFault = new UnauthenticatedException("The token is wrong.");
        Start();

        var end = await _run!.WaitAsync(Bound);

        Assert.True(end.IsFailure);
        Assert.Contains("--renew-token", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_LowerOwnerEpoch_IsRefused()
    {
        await File.WriteAllTextAsync(Path("epoch"), "9");
        Start();
        Assert.Equal(9, (await Next(_service.Attached)).LastOwnerEpoch);
        _service.Queue("def f(): return 1");
        await Next(_service.Attached);

        _service.Epoch = 10;

        await OutcomesAsync(1);
        Assert.Equal("10", await File.ReadAllTextAsync(Path("epoch")));
    }

    private static OutcomeReport Outcome() => new() { Task = TaskId.From(Guid.CreateVersion7()), Attempt = 1, Result = [1] };

    private static async Task<T> Next<T>(Channel<T> channel)
    {
        using var bound = new CancellationTokenSource(Bound);
        return await channel.Reader.ReadAsync(bound.Token);
    }

    private async Task<List<OutcomeReport>> OutcomesAsync(int count)
    {
        List<OutcomeReport> outcomes = [];
        while (outcomes.Count < count)
            outcomes.AddRange((await Next(_service.Reported)).Outcomes);
        Assert.Equal(count, outcomes.Count);
        return outcomes;
    }

    /// <summary>The last acknowledgement has been written: heartbeats go on meanwhile.</summary>
    private async Task SettledAsync()
    {
        while (!_held!.IsSettled || _spool!.Outcomes.Count > 0)
            await Next(_service.Heartbeats);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private async Task Created(string name)
    {
        using var watcher = new FileSystemWatcher(_folder.FullName);
        var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, e) =>
        {
            if (e.Name == name)
                created.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(Path(name)))
            await created.Task;
    }

    private ResultSpool OpenSpool() => ResultSpool.Open(new() { Directory = Path("spool") }, NullLogger.Instance);

    private void Start(int workers = 2)
    {
        var options = new AgentOptions
        {
            Workers = workers,
            Prefetch = 16,
            ReportStartAfter = TimeSpan.FromMilliseconds(100),
            ShortSession = TimeSpan.FromSeconds(5),
            FarewellTimeout = TimeSpan.FromSeconds(3),
            Host = "here",
        };
        _spool = OpenSpool();
        _held = new(options, _spool, TimeProvider.System);
        _pool = new(new() { Workers = workers }, new()
        {
            Interpreter = "/usr/bin/python3",
            Arguments = [WorkerLaunch.DefaultScript],
            Environment = WorkerLaunch.CleanEnvironment(_folder.FullName),
            Directory = _folder.FullName,
        }, _held, TimeProvider.System, NullLogger.Instance);
        _pool.Start();
        _agent = new(_service, _held, _pool, options, new(Path("epoch")), _spool.IsComplete, TimeProvider.System, NullLogger.Instance);
        _run = _agent.RunAsync();
    }
}
