using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Unit")]
public sealed partial class PoolStateTests
{
    private static readonly FunctionCode Code = new(new byte[32], [1, 2, 3]);

    /// <summary>Each state of a one-worker pool and each event: what it does. A column of the table is an event.</summary>
    [Theory]
    [InlineData("starting", "task", "")]
    [InlineData("starting", "ready", "")]
    [InlineData("starting", "result", "kill")]
    [InlineData("starting", "exit", "")]
    [InlineData("starting", "cancel", "")]
    [InlineData("starting", "drain", "kill drained")]
    [InlineData("starting", "expire", "kill drained")]
    [InlineData("starting", "tick", "")]
    [InlineData("starting", "late", "kill")]
    [InlineData("starting+queued", "ready", "send:1")]
    [InlineData("starting+queued", "exit", "")]
    [InlineData("starting+queued", "cancel", "drop:1")]
    [InlineData("starting+queued", "drain", "return:1 kill drained")]
    [InlineData("idle", "task", "send:1")]
    [InlineData("idle", "ready", "")]
    [InlineData("idle", "result", "kill")]
    [InlineData("idle", "exit", "")]
    [InlineData("idle", "cancel", "")]
    [InlineData("idle", "drain", "kill drained")]
    [InlineData("idle", "expire", "kill drained")]
    [InlineData("idle", "late", "")]
    [InlineData("running", "task", "")]
    [InlineData("running", "ready", "")]
    [InlineData("running", "result", "complete:1")]
    [InlineData("running", "exit", "lost:1 start")]
    [InlineData("running", "cancel", "kill")]
    [InlineData("running", "drain", "")]
    [InlineData("running", "expire", "kill")]
    [InlineData("running", "tick", "")]
    [InlineData("running", "late", "kill")]
    [InlineData("running+queued", "result", "complete:1 send:2")]
    [InlineData("running+queued", "exit", "lost:1 start")]
    [InlineData("running+queued", "drain", "return:2")]
    [InlineData("piped", "result", "complete:1")]
    [InlineData("piped", "exit", "lost:1 start")]
    [InlineData("piped", "cancel", "kill")]
    [InlineData("piped", "drain", "")]
    [InlineData("piped", "expire", "kill")]
    [InlineData("doomed", "task", "")]
    [InlineData("doomed", "result", "drop:1")]
    [InlineData("doomed", "exit", "drop:1 start")]
    [InlineData("doomed", "cancel", "")]
    [InlineData("doomed", "drain", "")]
    [InlineData("doomed", "late", "")]
    [InlineData("overtime", "result", "complete:1")]
    [InlineData("overtime", "exit", "walltime:1 start")]
    [InlineData("idle", "output", "kill")]
    [InlineData("running", "output", "kill")]
    [InlineData("doomed", "output", "")]
    [InlineData("overtime", "output", "")]
    [InlineData("backoff", "task", "")]
    [InlineData("backoff", "tick", "")]
    [InlineData("backoff", "late", "start")]
    [InlineData("backoff", "drain", "drained")]
    [InlineData("draining", "task", "return:9")]
    [InlineData("draining", "result", "complete:1 kill drained")]
    [InlineData("draining", "exit", "lost:1 drained")]
    [InlineData("draining", "tick", "")]
    [InlineData("drained", "task", "return:9")]
    [InlineData("drained", "exit", "")]
    [InlineData("drained", "drain", "")]
    public void Apply_EveryStateAndEvent_DoesAsTheTableSays(string state, string name, string expected)
    {
        var pool = new Driven(1);
        Bring(pool, state);

        pool.Clear();
        switch (name)
        {
            case "task": pool.Task(state is "idle" ? 1 : 9); break;
            case "ready": pool.Apply(new PoolEvent.WorkerReady(pool.Worker)); break;
            case "result": pool.Result(1, TimeSpan.FromMilliseconds(1)); break;
            case "exit": pool.Exit(); break;
            case "cancel": pool.Apply(new PoolEvent.Cancelled(pool.Id(1))); break;
            case "drain": pool.Apply(new PoolEvent.DrainRequested()); break;
            case "expire": pool.Apply(new PoolEvent.DrainExpired()); break;
            case "output": pool.Apply(new PoolEvent.OutputExceeded(pool.Worker)); break;
            case "tick": pool.Apply(new PoolEvent.Ticked()); break;
            case "late": pool.Now += TimeSpan.FromHours(1); pool.Apply(new PoolEvent.Ticked()); break;
            default: throw new ArgumentException(name);
        }

        Assert.Equal(expected, pool.Said);
    }

    [Fact]
    public void WorkerExited_AfterTooMuchOutput_IsReportedAsSuch()
    {
        var pool = new Driven(1);
        Bring(pool, "running");
        pool.Apply(new PoolEvent.OutputExceeded(pool.Worker));

        pool.Clear();
        pool.Exit();

        Assert.Equal("output:1 start", pool.Said);
    }

    [Fact]
    public void WorkerExited_WithAPipe_OnlyTheFirstIsLostTheRestRunsElsewhereInOrder()
    {
        var pool = new Driven(1);
        pool.Apply(new PoolEvent.Ticked());
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));
        pool.Task(1);
        pool.Result(1, TimeSpan.FromMicroseconds(1));
        for (var i = 2; i <= 5; i++)
            pool.Task(i);
        Assert.EndsWith("send:2 send:3 send:4 send:5", pool.Said, StringComparison.Ordinal);

        pool.Clear();
        pool.Exit();
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));

        Assert.Equal("lost:2 start send:3 send:4 send:5", pool.Said);
    }

    [Fact]
    public void ResultArrived_CancelledCallIsNextInThePipe_IsKilledAndTheRestRunsElsewhere()
    {
        var pool = Ready();
        pool.Task(1);
        pool.Result(1, TimeSpan.FromMicroseconds(1));
        for (var i = 2; i <= 4; i++)
            pool.Task(i);
        pool.Apply(new PoolEvent.Cancelled(pool.Id(3)));
        Assert.DoesNotContain("kill", pool.Said, StringComparison.Ordinal);

        pool.Clear();
        pool.Result(2, TimeSpan.FromMicroseconds(1));
        Assert.Equal("complete:2 kill", pool.Said);

        pool.Clear();
        pool.Exit();
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));
        Assert.Equal("drop:3 start send:4", pool.Said);
    }

    [Fact]
    public void TaskArrived_SlowFunction_IsNotPipelined()
    {
        var pool = Ready();
        pool.Task(1);
        pool.Result(1, TimeSpan.FromMilliseconds(100));
        pool.Clear();
        pool.Task(2);
        pool.Task(3);

        Assert.Equal("send:2", pool.Said);
    }

    [Fact]
    public void TaskArrived_BehindATaskThatRunsLong_IsNotPipelined()
    {
        var pool = Ready();
        pool.Task(1);
        pool.Result(1, TimeSpan.FromMicroseconds(1));
        pool.Task(2);
        pool.Now += TimeSpan.FromSeconds(1);
        pool.Clear();
        pool.Task(3);

        Assert.Equal("", pool.Said);
    }

    [Fact]
    public void TaskArrived_LargePayload_GoesToAnIdleWorkerOnlyAndDoesNotFit()
    {
        var pool = Ready();
        pool.Task(1);
        pool.Result(1, TimeSpan.FromMicroseconds(1));
        pool.Clear();
        pool.Task(2, payload: 1_000_000);
        pool.Task(3, payload: 1_000_000);

        Assert.Equal("send:2", pool.Said);
        Assert.False(pool.Sends[^1].Fits);
    }

    [Fact]
    public void TaskArrived_AnotherUser_ReplacesTheIdleProcess()
    {
        var pool = Ready();
        pool.Task(1, user: "ann");
        pool.Result(1, TimeSpan.FromMicroseconds(1));
        pool.Clear();
        pool.Task(2, user: "bob");
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));

        Assert.Equal("kill start send:2", pool.Said);
    }

    [Fact]
    public void ResultArrived_AnotherUserWaitsLong_GetsTheWorkerNext()
    {
        var pool = Ready();
        pool.Task(1, user: "ann");
        pool.Task(2, user: "bob");
        pool.Task(3, user: "ann");
        pool.Now += TimeSpan.FromSeconds(1);
        pool.Clear();
        pool.Result(1, TimeSpan.FromSeconds(1));
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));

        Assert.Equal("complete:1 kill start send:2", pool.Said);
    }

    [Fact]
    public void WorkerExited_AtStartAgainAndAgain_BacksOffAndSaysWhy()
    {
        var pool = new Driven(1);
        pool.Apply(new PoolEvent.Ticked());
        var pauses = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var worker = pool.Worker;
            pool.Apply(new PoolEvent.WorkerExited(worker, new(null, "no such file")));
            var from = pool.Now;
            while (pool.Worker == worker)
            {
                pool.Now += TimeSpan.FromMilliseconds(250);
                pool.Apply(new PoolEvent.Ticked());
            }
            pauses.Add((pool.Now - from).TotalSeconds);
        }

        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 30, 30, 30], pauses);
        Assert.Contains("no such file", pool.State.Status.Problem, StringComparison.Ordinal);
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));
        Assert.Null(pool.State.Status.Problem);
    }

    [Fact]
    public void SendTask_MoreFunctionsThanAWorkerKeeps_ForgetsTheLeastRecentlyUsed()
    {
        var pool = new Driven(1, new PoolOptions { Workers = 1, MaxFunctions = 2 });
        pool.Apply(new PoolEvent.Ticked());
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));
        var i = 0;
        foreach (var function in new byte[] { 1, 2, 1, 3, 1, 2 })
        {
            pool.Task(++i, code: new([function, .. new byte[31]], []));
            pool.Result(i, TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal([true, true, false, true, false, true], pool.Sends.Select(s => s.SendsFunction));
        Assert.Equal([null, null, null, 2, null, 3], pool.Sends.Select(s => (int?)s.Forget?.Hash[0]));
    }
}
