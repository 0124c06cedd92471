using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using FuncX.Actors.EndpointAgent.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Integration")]
public sealed class WorkerPoolTests : IAsyncDisposable, IPoolListener
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("funcx-pool");
    private readonly Channel<(string What, PoolTask Task, string Text)> _heard = Channel.CreateUnbounded<(string, PoolTask, string)>();
    private readonly HashSet<TaskId> _started = [];
    private volatile bool _isJournalDown;
    private WorkerPool? _pool;

    public async ValueTask DisposeAsync()
    {
        if (_pool is not null)
            await _pool.DisposeAsync();
        _scratch.Delete(recursive: true);
    }

    [Fact]
    public async Task Submit_ManyTasksOnTwoWorkers_EachEndsOnceWithItsValue()
    {
        const int count = 3_000;
        var pool = Start(2);
        var tasks = Enumerable.Range(0, count).Select(i => Task("def f(i): return i * i + 1", $"[{i}]")).ToArray();
        pool.Submit(tasks);

        Dictionary<TaskId, string> values = [];
        while (values.Count < count)
        {
            var (what, task, text) = await NextAsync();
            Assert.Equal("completed", what);
            values.Add(task.Id, text);
        }

        Assert.Equal(tasks.Select((_, i) => $"11\n{(long)i * i + 1}"), tasks.Select(t => values[t.Id]));
        Assert.Superset(values.Keys.ToHashSet(), _started);
    }

    [Fact]
    public async Task Worker_KilledInTheMiddle_LosesOnlyWhatItRan()
    {
        var pool = Start(1);
        pool.Submit([Task("def f(): return 1", "[]"), Task("import os\ndef f(): os.kill(os.getpid(), 9)", "[]"), Task("def f(): return 1", "[]"), Task("def f(): return 1", "[]")]);

        Assert.Equal(["completed", "lost", "completed", "completed"], [(await NextAsync()).What, (await NextAsync()).What, (await NextAsync()).What, (await NextAsync()).What]);
    }

    [Fact]
    public async Task Submit_TwoUsers_NeverShareAProcess()
    {
        var pool = Start(1);
        const string source = "import os\ndef f(): return os.getpid()";
        pool.Submit([Task(source, "[]", "ann"), Task(source, "[]", "bob"), Task(source, "[]", "ann")]);
        List<(string User, string Pid)> seen = [];
        for (var i = 0; i < 3; i++)
        {
            var (_, task, text) = await NextAsync();
            seen.Add((task.Envelope.User, text));
        }

        Assert.Empty(seen.Where(s => s.User == "ann").Select(s => s.Pid).Intersect(seen.Where(s => s.User == "bob").Select(s => s.Pid)));
    }

    [Fact]
    public async Task Cancel_RunningTask_KillsItAndGoesOn()
    {
        var pool = Start(1);
        var endless = Task($"def f():\n    open('{_scratch.FullName}/started', 'w').close()\n    while True: pass", "[]");
        using var watcher = new FileSystemWatcher(_scratch.FullName);
        var started = new TaskCompletionSource();
        watcher.Created += (_, e) =>
        {
            if (e.Name == "started")
                started.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        pool.Submit([endless]);
        await started.Task.WaitAsync(Bound);

        pool.Cancel([endless.Id]);
        pool.Submit([Task("def f(): return 2", "[]")]);

        Assert.Equal("dropped", (await NextAsync()).What);
        Assert.Equal("11\n2", (await NextAsync()).Text);
    }

    [Fact]
    public async Task Submit_StartsCannotBeWrittenDown_ReturnsAtMostOnceTasksAndRunsTheOthers()
    {
        var pool = Start(1);
        pool.Submit([Task("def f(): return 0", "[]")]);
        await NextAsync();
        _isJournalDown = true;
        var once = Enumerable.Range(0, 3).Select(_ => Task("def f(): return 1", "[]", isAtMostOnce: true)).ToArray();
        pool.Submit([once[0], Task("def f(): return 1", "[]"), once[1], once[2]]);

        var heard = new[] { await NextAsync(), await NextAsync(), await NextAsync(), await NextAsync() };
        Assert.Equal(once.Select(t => t.Id).ToHashSet(), heard.Where(h => h.What == "returned").Select(h => h.Task.Id).ToHashSet());
        Assert.Equal("11\n1", heard.Single(h => h.What == "completed").Text);

        _isJournalDown = false;
        pool.Submit([Task("def f(): return 2", "[]")]);
        Assert.Equal("11\n2", (await NextAsync()).Text);
        pool.Submit([Task("def f(): return 3", "[]", isAtMostOnce: true)]);
        Assert.Equal("11\n3", (await NextAsync()).Text);
    }

    [Theory]
    [InlineData("import os\ndef f():\n    while True: os.write(1, b'x' * 1000000); time.sleep(0.05)")]
    [InlineData("import os\ndef f():\n    os.system('while head -c 100000 /dev/zero >&2; do sleep 0.01; done')")]
    [InlineData("import os\ndef f():\n    n = os.open('/dev/null', 1)\n    os.write(1, b'x' * 3000000)\n    os.dup2(n, 1)\n    os.closerange(202, 300)\n    time.sleep(60)")]
    public async Task Output_OverTheBound_EndsTheTaskAndGoesOn(string source)
    {
        var pool = Start(1);
        pool.Submit([Task("import time\n" + source, "[]")]);

        Assert.Equal("output", (await NextAsync()).What);
        pool.Submit([Task("import os\ndef f():\n    os.write(1, b'x' * 1000000)\n    return 2", "[]")]);
        Assert.Equal("11\n2", (await NextAsync()).Text);
    }

    [Fact]
    public async Task WallTime_Exceeded_IsReportedAsSuch()
    {
        var pool = Start(1);
        pool.Submit([Task("def f():\n    while True: pass", "[]", wallTime: TimeSpan.FromMilliseconds(100))]);

        Assert.Equal("walltime", (await NextAsync()).What);
    }

    [Fact]
    public async Task Drain_WithRunningAndQueued_FinishesTheOneAndReturnsTheOther()
    {
        var pool = Start(1);
        pool.Submit([Task("import time\ndef f(): time.sleep(0.5)", "[]"), Task("def f(): return 2", "[]")]);
        await pool.DrainAsync(Bound);

        var heard = new[] { (await NextAsync()).What, (await NextAsync()).What };
        Assert.Contains("returned", heard);
    }

    [Fact]
    public async Task Start_HostileInterpreter_IsTriedAgainAndStatusSaysWhy()
    {
        var pool = Start(1, "/bin/sh", ["-c", "echo no such module >&2; exit 3"]);
        pool.Submit([Task("def f(): return 1", "[]")]);
        using var bound = new CancellationTokenSource(Bound);
        while (pool.Status.Problem is null)
            await System.Threading.Tasks.Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, bound.Token);

        Assert.Contains("no such module", pool.Status.Problem, StringComparison.Ordinal);
        Assert.Equal(1, pool.Status.Queued);
    }

    [Fact]
    public async Task Submit_LargeArgumentsToAllWorkers_DoNotBlockEachOther()
    {
        var pool = Start(2);
        var big = new string('x', 5_000_000);
        pool.Submit(Enumerable.Range(0, 6).Select(_ => Task("def f(s): return len(s)", $"[\"{big}\"]")));

        for (var i = 0; i < 6; i++)
            Assert.Equal("11\n5000000", (await NextAsync()).Text);
    }

    void IPoolListener.OnStarting(PoolTask task, int worker) => _started.Add(task.Id);

    void IPoolListener.OnCompleted(PoolTask task, int worker, WorkerResult result) => _heard.Writer.TryWrite(("completed", task, Encoding.UTF8.GetString(result.Body)));

    void IPoolListener.OnLost(PoolTask task, int worker, WorkerExit exit) => _heard.Writer.TryWrite(("lost", task, exit.Reason));

    void IPoolListener.OnWallTimeExceeded(PoolTask task, int worker) => _heard.Writer.TryWrite(("walltime", task, ""));

    void IPoolListener.OnOutputExceeded(PoolTask task, int worker) => _heard.Writer.TryWrite(("output", task, ""));

    void IPoolListener.OnReturned(PoolTask task) => _heard.Writer.TryWrite(("returned", task, ""));

    void IPoolListener.OnDropped(PoolTask task) => _heard.Writer.TryWrite(("dropped", task, ""));

    bool IPoolListener.Commit() => !_isJournalDown;

    private static PoolTask Task(string source, string arguments, string user = "ann", TimeSpan? wallTime = null, bool isAtMostOnce = false)
    {
        var body = Encoding.UTF8.GetBytes(RunningWorker.Source(source));
        return new(new()
        {
            Id = TaskId.From(Guid.CreateVersion7()),
            Attempt = 1,
            Function = FunctionId.From(Guid.Empty),
            User = user,
            Payload = Encoding.UTF8.GetBytes(RunningWorker.Json(arguments)),
            ResultSerializer = "11",
            WallTime = wallTime,
            AtMostOnce = isAtMostOnce,
        }, new(SHA256.HashData(body), body));
    }

    private WorkerPool Start(int workers, string program = "/usr/bin/python3", string[]? arguments = null)
    {
        _pool = new(new() { Workers = workers }, new()
        {
            Interpreter = program,
            Arguments = arguments ?? [WorkerLaunch.DefaultScript],
            Environment = WorkerLaunch.CleanEnvironment(_scratch.FullName),
            Directory = _scratch.FullName,
            OutputBytes = 2 << 20,
        }, this, TimeProvider.System, NullLogger.Instance);
        _pool.Start();
        return _pool;
    }

    private async Task<(string What, PoolTask Task, string Text)> NextAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        return await _heard.Reader.ReadAsync(bound.Token);
    }
}
