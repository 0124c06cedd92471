using FuncX.Actors.EndpointAgent.Spool;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Every task between its arrival at the agent and the acknowledgement of its report. Never calls the pool: the pool calls it under its own lock.</summary>
internal sealed partial class HeldTasks : IPoolListener
{
    private readonly Lock _gate = new();
    private readonly AgentOptions _options;
    private readonly ResultSpool _spool;
    private readonly TimeProvider _time;
    private readonly Dictionary<TaskId, Held> _held = [];
    private readonly LinkedList<OutcomeReport> _outcomes = new();
    private readonly HashSet<TaskId> _unreported = [];
    private readonly List<LossReport> _lost = [];
    private readonly List<TaskId> _returned = [];
    private readonly List<StartReport> _started = [];
    private long _heldBytes;
    private long _outboxBytes;
    private int _awaitingCode;
    private bool _isReporting;

    /// <summary>Takes over what the spool kept of the agent before.</summary>
    public HeldTasks(AgentOptions options, ResultSpool spool, TimeProvider time)
    {
        _options = options;
        _spool = spool;
        _time = time;
        foreach (var outcome in spool.Outcomes)
            Enqueue(outcome);
        foreach (var start in spool.Starts)
            _lost.Add(new() { Task = start.Task, Attempt = start.Attempt, Worker = start.Worker, Reason = "the agent died while the task ran or was next to run" });
    }

    /// <summary>There is something to report.</summary>
    public WakeUp Reportable { get; } = new();

    /// <summary>A task has left, so that there may be room.</summary>
    public WakeUp Freed { get; } = new();

    /// <summary>Everything that ended has been reported.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_gate)
                return _outcomes.Count == 0 && _lost.Count == 0 && _returned.Count == 0 && !_isReporting;
        }
    }

    /// <summary>Why no work is taken, or null.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
                return _spool.Problem ?? (_outboxBytes > _options.OutboxBytes ? $"Unreported results take {_outboxBytes >> 20} MiB of memory, the limit is {_options.OutboxBytes >> 20} MiB." : null);
        }
    }

    /// <summary>Bytes of unreported outcomes on disk.</summary>
    public long SpoolBytes => _spool.Bytes;

    /// <summary>How many tasks to ask for; 0 while more than half of the prefetched ones wait.</summary>
    public int Credits
    {
        get
        {
            if (Problem is not null)
                return 0;
            lock (_gate)
            {
                return _held.Count > _options.Workers + (_options.Prefetch / 2) || _heldBytes > _options.HeldBytes
                    ? 0
                    : Math.Clamp(_options.Workers + _options.Prefetch - _held.Count, 0, 10_000);
            }
        }
    }

    /// <summary>Takes tasks in; those that are here already are left alone.</summary>
    public void Accept(IEnumerable<TaskEnvelope> tasks)
    {
        lock (_gate)
        {
            foreach (var task in tasks)
            {
                if (_unreported.Contains(task.Id) || !_held.TryAdd(task.Id, new(task)))
                    continue;
                _heldBytes += task.Payload.Length;
                _awaitingCode++;
            }
        }
    }

    /// <summary>Tasks whose function is still to be found.</summary>
    public IReadOnlyList<TaskEnvelope> AwaitingCode
    {
        get
        {
            lock (_gate)
                return _awaitingCode == 0 ? [] : [.. _held.Values.Where(h => h.State == HeldState.AwaitingCode).Select(h => h.Task)];
        }
    }

    /// <summary>Marks tasks as on their way to the pool.</summary>
    /// <returns>Those that waited for it until now.</returns>
    public HashSet<TaskId> Found(IEnumerable<TaskId> tasks)
    {
        HashSet<TaskId> taken = [];
        lock (_gate)
        {
            foreach (var task in tasks)
            {
                if (!_held.TryGetValue(task, out var held) || held.State != HeldState.AwaitingCode)
                    continue;
                held.State = HeldState.Queued;
                _awaitingCode--;
                taken.Add(task);
            }
        }
        return taken;
    }

    /// <summary>Ends a task whose function cannot be had.</summary>
    public void Fail(TaskEnvelope task, TaskFailureKind kind, string message, string hint)
    {
        lock (_gate)
            End(task.Id, OutcomeReports.Failed(task, kind, message, hint, _options.Host));
        Commit();
    }

    /// <summary>Forgets cancelled tasks that the pool does not have yet.</summary>
    public void Cancel(IEnumerable<TaskId> tasks)
    {
        lock (_gate)
        {
            foreach (var task in tasks)
            {
                if (_held.TryGetValue(task, out var held) && held.State == HeldState.AwaitingCode)
                    Remove(task);
            }
        }
    }

    /// <summary>Gives back what the pool does not have yet.</summary>
    public void ReturnAwaiting()
    {
        lock (_gate)
        {
            foreach (var task in _held.Values.Where(h => h.State == HeldState.AwaitingCode).Select(h => h.Task.Id).ToList())
            {
                Remove(task);
                _returned.Add(task);
            }
        }
        Reportable.Set();
    }

    /// <summary>Notes which tasks have been running for long enough to say so.</summary>
    public void NoteRunning(IEnumerable<(PoolTask Task, int Worker, TimeSpan For)> running)
    {
        var isNew = false;
        lock (_gate)
        {
            foreach (var (task, worker, age) in running)
            {
                if (age < _options.ReportStartAfter || !_held.TryGetValue(task.Id, out var held) || held.IsStartReported)
                    continue;
                held.IsStartReported = true;
                _started.Add(new() { Task = task.Id, Attempt = task.Envelope.Attempt, StartedAt = _time.GetUtcNow() - age, Worker = WorkerName(worker) });
                isNew = true;
            }
        }
        if (isNew)
            Reportable.Set();
    }

    void IPoolListener.OnStarting(PoolTask task, int worker)
    {
        lock (_gate)
        {
            if (_held.TryGetValue(task.Id, out var held))
            {
                held.Worker = WorkerName(worker);
                held.SentAt = _time.GetUtcNow();
                held.IsStartReported = false;
            }
            _spool.AddStart(new(task.Id, task.Envelope.Attempt, _time.GetUtcNow(), WorkerName(worker)));
        }
    }

    void IPoolListener.OnCompleted(PoolTask task, int worker, WorkerResult result)
    {
        var report = OutcomeReports.Of(task.Envelope, WorkerName(worker), result, _options.Host);
        lock (_gate)
            End(task.Id, report);
    }

    void IPoolListener.OnLost(PoolTask task, int worker, WorkerExit exit)
    {
        lock (_gate)
        {
            Remove(task.Id);
            _lost.Add(new() { Task = task.Id, Attempt = task.Envelope.Attempt, Reason = $"the worker died: {exit.Reason}", ExitCode = exit.ExitCode, Worker = WorkerName(worker) });
        }
    }

    void IPoolListener.OnWallTimeExceeded(PoolTask task, int worker)
    {
        lock (_gate)
        {
            End(task.Id, OutcomeReports.Failed(
                task.Envelope, TaskFailureKind.WallTimeExceeded, $"The task ran longer than its wall time of {task.Envelope.WallTime}.", "Submit it with a longer wall time.",
                _options.Host, WorkerName(worker), _held.GetValueOrDefault(task.Id)?.SentAt, _time.GetUtcNow()));
        }
    }

    void IPoolListener.OnOutputExceeded(PoolTask task, int worker)
    {
        lock (_gate)
        {
            End(task.Id, OutcomeReports.Failed(
                task.Envelope, TaskFailureKind.OutputTooLarge, $"The task wrote more than {_options.OutputBytes} bytes to its standard output or error.", "Print less, or write to a file.",
                _options.Host, WorkerName(worker), _held.GetValueOrDefault(task.Id)?.SentAt, _time.GetUtcNow()));
        }
    }

    void IPoolListener.OnReturned(PoolTask task)
    {
        lock (_gate)
        {
            Remove(task.Id);
            _spool.Settle([task.Id]); // a start that was noted but not made
            _returned.Add(task.Id);
        }
    }

    void IPoolListener.OnDropped(PoolTask task)
    {
        lock (_gate)
        {
            Remove(task.Id);
            _spool.Settle([task.Id]);
        }
    }

    /// <inheritdoc />
    public bool Commit()
    {
        var isWritten = _spool.Flush();
        lock (_gate)
        {
            if (_outcomes.Count == 0 && _lost.Count == 0 && _returned.Count == 0)
                return isWritten;
        }
        Reportable.Set();
        Freed.Set();
        return isWritten;
    }

    private string WorkerName(int worker) => $"{_options.Host}/{worker}";

    private void End(TaskId task, OutcomeReport report)
    {
        Remove(task);
        _spool.AddOutcome(report);
        Enqueue(report);
    }

    private void Enqueue(OutcomeReport ended)
    {
        var report = OutcomeReports.Fit(ended, _options.OutcomeBytes, _options.Host);
        _outcomes.AddLast(report);
        _unreported.Add(report.Task);
        _outboxBytes += OutcomeReports.SizeOf(report);
    }

    private void Remove(TaskId task)
    {
        if (!_held.Remove(task, out var held))
            return;
        _heldBytes -= held.Task.Payload.Length;
        if (held.State == HeldState.AwaitingCode)
            _awaitingCode--;
    }

    private enum HeldState
    {
        AwaitingCode,
        Queued,
    }

    private sealed class Held(TaskEnvelope task)
    {
        public TaskEnvelope Task { get; } = task;

        public HeldState State { get; set; }

        public string? Worker { get; set; }

        public DateTimeOffset? SentAt { get; set; }

        public bool IsStartReported { get; set; }
    }
}
