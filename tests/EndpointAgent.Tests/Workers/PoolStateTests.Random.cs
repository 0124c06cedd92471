using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

/// <summary>Random sequences of events, and what all these tests are made of.</summary>
public sealed partial class PoolStateTests
{
    [Fact]
    public void Apply_RandomSequences_NoTaskIsLostOrRunTwice() => Property.Check(400, random =>
    {
        var pool = new Driven(random.Next(1, 4));
        pool.Apply(new PoolEvent.Ticked());
        var next = 0;
        for (var step = 0; step < 200; step++)
        {
            pool.Now += TimeSpan.FromMilliseconds(random.Next(200));
            switch (random.Next(12))
            {
                case < 5: pool.Task(++next, user: "u" + random.Next(3)); break;
                case < 9 when pool.Outstanding.FirstOrDefault() is { } send: pool.Result(send, TimeSpan.FromMicroseconds(random.Next(3_000))); break;
                case 9: pool.Apply(new PoolEvent.Cancelled(pool.Id(random.Next(1, next + 2)))); break;
                case 10 when random.Next(4) == 0 && pool.LiveWorkers.Count > 0: pool.ExitOf(pool.LiveWorkers[random.Next(pool.LiveWorkers.Count)]); break;
                default: pool.ReadyAll(); break;
            }
        }
        pool.Apply(new PoolEvent.DrainRequested());
        pool.Apply(new PoolEvent.DrainExpired());
        foreach (var worker in pool.LiveWorkers.ToArray())
            pool.ExitOf(worker);

        Assert.EndsWith("drained", pool.Said, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, next), pool.Ended.Order());
        Assert.Equal(0, pool.State.Status.Queued + pool.State.Status.Running);
    });

    private static Driven Ready()
    {
        var pool = new Driven(1);
        Bring(pool, "idle");
        return pool;
    }

    private static void Bring(Driven pool, string state)
    {
        pool.Apply(new PoolEvent.Ticked());
        if (state is "starting")
            return;
        if (state is "backoff")
        {
            pool.Exit();
            return;
        }
        if (state is "starting+queued")
        {
            pool.Task(1);
            return;
        }
        pool.Apply(new PoolEvent.WorkerReady(pool.Worker));
        if (state is "idle")
            return;
        if (state is "drained")
        {
            pool.Apply(new PoolEvent.DrainRequested());
            return;
        }
        if (state is "piped")
        {
            pool.Task(0);
            pool.Result(0, TimeSpan.FromMicroseconds(1));
        }
        pool.Task(1, wallTime: TimeSpan.FromMinutes(30));
        if (state is "running+queued" or "piped")
            pool.Task(2);
        if (state is "doomed")
            pool.Apply(new PoolEvent.Cancelled(pool.Id(1)));
        if (state is "draining")
            pool.Apply(new PoolEvent.DrainRequested());
        if (state is "overtime")
        {
            pool.Now += TimeSpan.FromHours(1);
            pool.Apply(new PoolEvent.Ticked());
        }
    }

    /// <summary>A pool state with a memory of what it said.</summary>
    private sealed class Driven(int workers, PoolOptions? options = null)
    {
        private readonly Dictionary<int, TaskId> _ids = [];
        private readonly Dictionary<TaskId, int> _numbers = [];
        private readonly List<string> _said = [];

        public PoolState State { get; } = new(options ?? new() { Workers = workers });

        public TimeSpan Now { get; set; }

        public int Worker { get; private set; }

        public List<int> LiveWorkers { get; } = [];

        public List<PoolAction.SendTask> Sends { get; } = [];

        public List<PoolAction.SendTask> Outstanding { get; } = [];

        public List<int> Ended { get; } = [];

        public string Said => string.Join(' ', _said);

        public void Clear() => _said.Clear();

        public TaskId Id(int number)
        {
            if (!_ids.TryGetValue(number, out var id))
            {
                _ids[number] = id = TaskId.From(Guid.CreateVersion7());
                _numbers[id] = number;
            }
            return id;
        }

        public void Task(int number, string user = "ann", int payload = 10, FunctionCode? code = null, TimeSpan? wallTime = null) =>
            Apply(new PoolEvent.TaskArrived(new(new()
            {
                Id = Id(number),
                Attempt = 1,
                Function = FunctionId.From(Guid.Empty),
                User = user,
                Payload = new byte[payload],
                ResultSerializer = "11",
                WallTime = wallTime,
            }, code ?? Code)));

        public void Result(int number, TimeSpan duration)
        {
            var send = Outstanding.FirstOrDefault(s => s.Task.Id == Id(number));
            if (send is not null)
                Result(send, duration);
            else
                Apply(new PoolEvent.ResultArrived(Worker, Answer(77_777, duration)));
        }

        public void Result(PoolAction.SendTask send, TimeSpan duration)
        {
            Outstanding.Remove(send);
            Apply(new PoolEvent.ResultArrived(send.Worker, Answer(send.Nonce, duration)));
        }

        public void Exit() => ExitOf(Worker);

        public void ExitOf(int worker)
        {
            LiveWorkers.Remove(worker);
            Outstanding.RemoveAll(s => s.Worker == worker);
            Apply(new PoolEvent.WorkerExited(worker, new(9, "exit code 9")));
        }

        public void ReadyAll()
        {
            foreach (var worker in LiveWorkers.ToArray())
                Apply(new PoolEvent.WorkerReady(worker));
        }

        public void Apply(PoolEvent e)
        {
            foreach (var action in State.Apply([e], Now))
                Hear(action);
        }

        private static WorkerResult Answer(ulong nonce, TimeSpan duration) => new()
        {
            Nonce = nonce,
            IsSuccess = true,
            StartedNanoseconds = 0,
            EndedNanoseconds = (ulong)duration.Ticks * 100,
            Body = [],
            Stdout = [],
            Stderr = [],
            IsStdoutCut = false,
            IsStderrCut = false,
        };

        private void Hear(PoolAction action)
        {
            switch (action)
            {
                case PoolAction.StartWorker start:
                    Worker = start.Worker;
                    LiveWorkers.Add(start.Worker);
                    _said.Add("start");
                    break;
                case PoolAction.KillWorker:
                    _said.Add("kill");
                    break;
                case PoolAction.SendTask send:
                    Assert.DoesNotContain(Outstanding, s => s.Task.Id == send.Task.Id);
                    Assert.All(Outstanding.Where(s => s.Worker == send.Worker), s => Assert.Equal(s.Task.Envelope.User, send.Task.Envelope.User));
                    Sends.Add(send);
                    Outstanding.Add(send);
                    _said.Add("send:" + _numbers[send.Task.Id]);
                    break;
                case PoolAction.Complete a:
                    End("complete", a.Task);
                    break;
                case PoolAction.ReportLost a:
                    End("lost", a.Task);
                    break;
                case PoolAction.ReportWallTime a:
                    End("walltime", a.Task);
                    break;
                case PoolAction.ReportOutput a:
                    End("output", a.Task);
                    break;
                case PoolAction.Return a:
                    End("return", a.Task);
                    break;
                case PoolAction.Drop a:
                    End("drop", a.Task);
                    break;
                case PoolAction.Drained:
                    _said.Add("drained");
                    break;
            }
        }

        private void End(string how, PoolTask task)
        {
            Ended.Add(_numbers[task.Id]);
            _said.Add($"{how}:{_numbers[task.Id]}");
        }
    }
}
