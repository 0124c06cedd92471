namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Decides for a pool: which worker runs what, which process starts or dies. No I/O, no clock; not thread-safe.</summary>
internal sealed partial class PoolState
{
    private readonly PoolOptions _options;
    private readonly PoolSlot[] _slots;
    private readonly Dictionary<int, PoolSlot> _byWorker = [];
    private readonly UserQueues _queues = new();
    private readonly Dictionary<FunctionCode, TimeSpan> _runTimes = [];
    private List<PoolAction> _actions = [];
    private TimeSpan _now;
    private int _lastWorker;
    private ulong _lastNonce;
    private long _uses;
    private int _failedStarts;
    private string? _problem;
    private bool _isJournalDown;
    private bool _isDraining;
    private bool _isDrained;

    /// <summary>A pool without processes; the first event starts them.</summary>
    public PoolState(PoolOptions options)
    {
        _options = options;
        _slots = [.. Enumerable.Range(0, options.Workers).Select(_ => new PoolSlot())];
    }

    /// <summary>What it does now.</summary>
    public PoolStatus Status
    {
        get
        {
            int idle = 0, running = 0, queued = _queues.Count;
            foreach (var slot in _slots)
            {
                idle += slot.IsIdle ? 1 : 0;
                running += slot.Pipe.Count > 0 ? 1 : 0;
                queued += Math.Max(0, slot.Pipe.Count - 1);
            }
            return new(_slots.Length, idle, running, queued, _problem);
        }
    }

    /// <summary>Calls that run now, with the worker and the time since when.</summary>
    public IEnumerable<(PoolTask Task, int Worker, TimeSpan Since)> Running =>
        _slots.Where(s => s.Pipe.Count > 0).Select(s => (s.Pipe.Peek().Task, s.Worker, s.HeadSince));

    /// <summary>Takes events in order, then decides.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="now">A clock that never goes back.</param>
    /// <returns>What to do, in order.</returns>
    public IReadOnlyList<PoolAction> Apply(IEnumerable<PoolEvent> events, TimeSpan now)
    {
        _actions = [];
        _now = now;
        foreach (var e in events)
            Take(e);
        if (_isDraining)
            FinishDrain();
        else
            Dispatch();
        return _actions;
    }

    private void Take(PoolEvent e)
    {
        switch (e)
        {
            case PoolEvent.TaskArrived arrived when _isDraining:
                _actions.Add(new PoolAction.Return(arrived.Task));
                break;
            case PoolEvent.TaskArrived arrived:
                arrived.Task.ArrivedAt = _now;
                _queues.Add(arrived.Task);
                break;
            case PoolEvent.WorkerReady ready:
                OnReady(ready.Worker);
                break;
            case PoolEvent.ResultArrived result:
                OnResult(result.Worker, result.Result);
                break;
            case PoolEvent.WorkerExited exited:
                OnExited(exited.Worker, exited.Exit);
                break;
            case PoolEvent.OutputExceeded exceeded:
                OnOutput(exceeded.Worker);
                break;
            case PoolEvent.Cancelled cancelled:
                OnCancelled(cancelled.Task);
                break;
            case PoolEvent.DrainRequested:
                _isDraining = true;
                break;
            case PoolEvent.DrainExpired:
                _isDraining = true;
                foreach (var slot in _slots)
                    Kill(slot);
                break;
            case PoolEvent.JournalFailed failed:
                _isJournalDown = true;
                OnWithheld(failed.Withheld);
                break;
            case PoolEvent.JournalWorks:
                _isJournalDown = false;
                break;
            case PoolEvent.Ticked:
                OnTick();
                break;
        }
    }

    private void OnReady(int worker)
    {
        if (!_byWorker.TryGetValue(worker, out var slot) || slot.Phase != SlotPhase.Starting)
            return;
        slot.Phase = SlotPhase.Ready;
        slot.ReadyAt = _now;
        _problem = null;
    }

    private void OnResult(int worker, WorkerResult result)
    {
        if (!_byWorker.TryGetValue(worker, out var slot))
            return; // replaced meanwhile: what it was running has been reported
        if (!slot.Pipe.TryPeek(out var call) || call.Nonce != result.Nonce)
        {
            _problem = $"Worker {worker} answered call {result.Nonce}, which it was not asked.";
            Kill(slot);
            return;
        }
        slot.Pipe.Dequeue();
        slot.PipeBytes -= call.Bytes;
        slot.PipeEstimate -= call.Estimate;
        slot.HeadSince = _now;
        slot.HasWorked = true;
        _failedStarts = 0;
        Learn(call.Task.Code, result.Duration);
        _actions.Add(call.IsCancelled ? new PoolAction.Drop(call.Task) : new PoolAction.Complete(call.Task, worker, result));
        // It was marked while it waited in the pipe, and the worker starts it now.
        if (slot.Pipe.TryPeek(out var next) && next.IsCancelled)
            Kill(slot);
    }

    private void OnExited(int worker, WorkerExit exit)
    {
        if (!_byWorker.Remove(worker, out var slot))
            return;
        var calls = slot.Pipe.ToArray();
        var isFailedStart = slot.Phase == SlotPhase.Starting || (calls.Length == 0 && !slot.HasWorked && !slot.IsDoomed && _now - slot.StartedAt < _options.ShortLife);
        var (wallTime, output) = (slot.WallTimeNonce, slot.OutputNonce);
        slot.Clear();
        if (isFailedStart)
        {
            var pause = _options.FirstBackoff * Math.Pow(2, Math.Min(_failedStarts++, 20));
            slot.RetryAt = _now + (pause < _options.MaxBackoff ? pause : _options.MaxBackoff);
            _problem = $"Workers do not start: {exit.Reason}. Check the interpreter and the environment in config.yaml.";
        }
        // Only the first may have started: a worker answers a call before it starts the next.
        for (var i = calls.Length - 1; i >= 0; i--)
        {
            var call = calls[i];
            if (call.IsCancelled)
                _actions.Add(new PoolAction.Drop(call.Task));
            else if (i == 0 && call.Nonce == wallTime)
                _actions.Add(new PoolAction.ReportWallTime(call.Task, worker));
            else if (i == 0 && call.Nonce == output)
                _actions.Add(new PoolAction.ReportOutput(call.Task, worker));
            else if (i == 0)
                _actions.Add(new PoolAction.ReportLost(call.Task, worker, exit));
            else
                _queues.PutBack(call.Task);
        }
    }

    private void OnOutput(int worker)
    {
        if (!_byWorker.TryGetValue(worker, out var slot) || slot.IsDoomed)
            return;
        slot.OutputNonce = slot.Pipe.TryPeek(out var call) ? call.Nonce : null;
        Kill(slot); // an idle one too: what an earlier task left behind goes on writing
    }

    private void OnCancelled(TaskId task)
    {
        if (_queues.TryRemove(task, out var waiting))
        {
            _actions.Add(new PoolAction.Drop(waiting));
            return;
        }
        foreach (var slot in _slots)
        {
            foreach (var call in slot.Pipe)
            {
                if (call.Task.Id != task)
                    continue;
                call.IsCancelled = true;
                if (call == slot.Pipe.Peek())
                    Kill(slot);
                return;
            }
        }
    }

    /// <summary>Gives back calls that are in a pipe here, but were never written to it.</summary>
    private void OnWithheld(IReadOnlyCollection<ulong> nonces)
    {
        if (nonces.Count == 0)
            return;
        foreach (var slot in _slots)
        {
            var calls = slot.Pipe.ToArray();
            slot.Pipe.Clear();
            foreach (var call in calls)
            {
                if (!nonces.Contains(call.Nonce))
                {
                    slot.Pipe.Enqueue(call);
                    continue;
                }
                if (call == calls[0])
                    slot.HeadSince = _now;
                slot.PipeBytes -= call.Bytes;
                slot.PipeEstimate -= call.Estimate;
                _actions.Add(call.IsCancelled ? new PoolAction.Drop(call.Task) : new PoolAction.Return(call.Task));
            }
        }
    }

    private void OnTick()
    {
        foreach (var slot in _slots)
        {
            if (slot.Phase == SlotPhase.Starting && _now - slot.StartedAt > _options.StartTimeout)
                Kill(slot);
            if (slot.Pipe.TryPeek(out var call) && call.Task.Envelope.WallTime is { } wall && _now - slot.HeadSince > wall && !slot.IsDoomed)
            {
                slot.WallTimeNonce = call.Nonce;
                Kill(slot);
            }
        }
    }

    private void FinishDrain()
    {
        foreach (var task in _queues.Clear())
            _actions.Add(new PoolAction.Return(task));
        if (_isDrained || _slots.Any(s => s.Pipe.Count > 0))
            return;
        _isDrained = true;
        foreach (var slot in _slots)
            Kill(slot);
        _actions.Add(new PoolAction.Drained());
    }

    private void Kill(PoolSlot slot)
    {
        if (slot.Phase == SlotPhase.Empty || slot.IsDoomed)
            return;
        slot.IsDoomed = true;
        _actions.Add(new PoolAction.KillWorker(slot.Worker));
    }

    private void Learn(FunctionCode code, TimeSpan duration)
    {
        if (_runTimes.Count > 10_000)
            _runTimes.Clear();
        // Quick to believe that a function is slow, slower to believe that it is quick.
        _runTimes[code] = _runTimes.TryGetValue(code, out var known) && known > duration ? (known + duration) / 2 : duration;
    }
}
