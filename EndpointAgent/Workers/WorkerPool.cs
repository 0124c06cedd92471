using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>The processes of a <see cref="PoolState"/>: carries out what it decides.</summary>
internal sealed partial class WorkerPool : IWorkerEvents, IAsyncDisposable
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly PoolState _state;
    private readonly WorkerLaunch _launch;
    private readonly IPoolListener _listener;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Dictionary<int, WorkerProcess> _processes = [];
    private readonly HashSet<WorkerProcess> _touched = [];
    private readonly HashSet<WorkerProcess> _large = [];
    private readonly HashSet<int> _condemned = [];
    private readonly List<PoolAction.SendTask> _sends = [];
    private bool _isJournalDown;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _epoch;
    private ITimer? _timer;
    private Task _starts = Task.CompletedTask;
    private TaskCompletionSource? _empty;
    private bool _isClosed;

    /// <summary>A pool that starts with <see cref="Start"/>.</summary>
    public WorkerPool(PoolOptions options, WorkerLaunch launch, IPoolListener listener, TimeProvider time, ILogger log)
    {
        _state = new(options);
        _launch = launch;
        _listener = listener;
        _time = time;
        _log = log;
        _epoch = time.GetTimestamp();
    }

    /// <summary>What it does now.</summary>
    public PoolStatus Status
    {
        get
        {
            lock (_gate)
                return _state.Status;
        }
    }

    /// <summary>Process ids of the workers.</summary>
    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
                return [.. _processes.Values.Select(p => p.ProcessId)];
        }
    }

    /// <summary>Calls that run now and for how long.</summary>
    public IReadOnlyList<(PoolTask Task, int Worker, TimeSpan For)> Running
    {
        get
        {
            lock (_gate)
            {
                var now = Now;
                return [.. _state.Running.Select(r => (r.Task, r.Worker, now - r.Since))];
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_epoch);

    /// <summary>Starts the processes.</summary>
    public void Start() => _timer = _time.CreateTimer(_ => Tick(), null, TimeSpan.Zero, TickPeriod);

    /// <summary>Adds work.</summary>
    public void Submit(IEnumerable<PoolTask> tasks) => Post([.. tasks.Select(t => new PoolEvent.TaskArrived(t))]);

    /// <summary>Ends tasks as far as possible.</summary>
    public void Cancel(IEnumerable<TaskId> tasks) => Post([.. tasks.Select(t => new PoolEvent.Cancelled(t))]);

    /// <summary>Starts no task any more, waits for those that run, then kills what is left.</summary>
    /// <param name="grace">How long to wait.</param>
    public async Task DrainAsync(TimeSpan grace)
    {
        Post(new PoolEvent.DrainRequested());
        try
        {
            await _drained.Task.WaitAsync(grace, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogDrainExpired(grace);
            Post(new PoolEvent.DrainExpired());
            await _drained.Task.WaitAsync(TimeSpan.FromSeconds(10), _time).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void OnReady(int worker, WorkerHello hello)
    {
        LogReady(worker, hello.ProcessId, hello.Python, hello.Dill ?? "none");
        Post(new PoolEvent.WorkerReady(worker));
    }

    /// <inheritdoc />
    public void OnResults(int worker, IReadOnlyList<WorkerResult> results)
    {
        var events = new PoolEvent[results.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = new PoolEvent.ResultArrived(worker, results[i]);
        Post(events);
    }

    /// <inheritdoc />
    public void OnExited(int worker, WorkerExit exit)
    {
        lock (_gate)
        {
            _processes.Remove(worker);
            if (!_condemned.Remove(worker))
                LogExited(worker, exit.Reason);
            Post(new PoolEvent.WorkerExited(worker, exit));
            SignalIfEmpty();
        }
    }

    /// <summary>Kills every worker and waits for their ends, at most 10 s.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
        Post(new PoolEvent.DrainExpired());
        await StartsAsync().ConfigureAwait(false);
        Task empty;
        lock (_gate)
        {
            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var process in _processes.Values)
                process.Kill();
            SignalIfEmpty();
            empty = _empty.Task;
        }
        await empty.WaitAsync(TimeSpan.FromSeconds(10), _time).ConfigureAwait(false);
    }

    private Task StartsAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            return _starts;
        }
    }

    private void SignalIfEmpty()
    {
        if (_processes.Count == 0)
            _empty?.TrySetResult();
    }

    private void Tick()
    {
        WorkerProcess[] processes;
        lock (_gate)
            processes = [.. _processes.Values];
        Post([new PoolEvent.Ticked(), .. processes.Where(p => p.OutputBytes > _launch.OutputBytes).Select(p => new PoolEvent.OutputExceeded(p.Id))]);
    }

    private void Post(params PoolEvent[] events)
    {
        if (events.Length == 0)
            return;
        lock (_gate)
        {
            foreach (var action in _state.Apply(events, Now))
                Execute(action);
            var isJournaled = _listener.Commit();
            var withheld = WriteCalls(isJournaled);
            foreach (var process in _touched)
                process.Flush(!_large.Contains(process));
            _touched.Clear();
            _large.Clear();
            if (isJournaled != _isJournalDown)
                return;
            _isJournalDown = !isJournaled;
            Post(isJournaled ? new PoolEvent.JournalWorks() : new PoolEvent.JournalFailed(withheld));
        }
    }

    /// <summary>Hands calls to their processes, after their starts were written down.</summary>
    /// <returns>Nonces of those that may not start, because they were not.</returns>
    private HashSet<ulong> WriteCalls(bool isJournaled)
    {
        HashSet<ulong> withheld = [];
        foreach (var send in _sends)
        {
            var mayStart = isJournaled || !send.Task.Envelope.AtMostOnce;
            if (!mayStart)
                withheld.Add(send.Nonce);
            if (_processes.TryGetValue(send.Worker, out var process))
                Write(process, send, mayStart);
        }
        _sends.Clear();
        return withheld;
    }

    private void Execute(PoolAction action)
    {
        switch (action)
        {
            case PoolAction.StartWorker start:
                _starts = Task.WhenAll(_starts, Task.Run(() => StartProcess(start.Worker)));
                break;
            case PoolAction.KillWorker kill:
                _condemned.Add(kill.Worker);
                if (_processes.TryGetValue(kill.Worker, out var victim))
                    victim.Kill();
                break;
            case PoolAction.SendTask send:
                _listener.OnStarting(send.Task, send.Worker);
                _sends.Add(send);
                break;
            case PoolAction.Complete complete:
                _listener.OnCompleted(complete.Task, complete.Worker, complete.Result);
                break;
            case PoolAction.ReportLost lost:
                _listener.OnLost(lost.Task, lost.Worker, lost.Exit);
                break;
            case PoolAction.ReportWallTime late:
                _listener.OnWallTimeExceeded(late.Task, late.Worker);
                break;
            case PoolAction.ReportOutput loud:
                _listener.OnOutputExceeded(loud.Task, loud.Worker);
                break;
            case PoolAction.Return back:
                _listener.OnReturned(back.Task);
                break;
            case PoolAction.Drop drop:
                _listener.OnDropped(drop.Task);
                break;
            case PoolAction.Drained:
                _drained.TrySetResult();
                break;
        }
    }

    private void Write(WorkerProcess process, PoolAction.SendTask send, bool mayStart)
    {
        process.Write((send, mayStart), static (output, state) =>
        {
            var x = state.send;
            if (x.Forget is not null)
                FrameCodec.WriteForget(output, x.Forget.Hash);
            if (x.SendsFunction)
                FrameCodec.WriteFunction(output, x.Task.Code.Hash, x.Task.Code.Body);
            if (!state.mayStart)
                return; // later calls rely on the function
            FrameCodec.WriteTask(output, x.Nonce, x.Task.Code.Hash, x.Task.Id.Value, 0, ResultFormats.Encode(x.Task.Envelope.ResultSerializer), x.Task.Envelope.Payload);
        });
        _touched.Add(process);
        if (!send.Fits)
            _large.Add(process);
    }

    private void StartProcess(int worker)
    {
        lock (_gate)
        {
            if (_isClosed || _condemned.Contains(worker))
            {
                _condemned.Remove(worker);
                Post(new PoolEvent.WorkerExited(worker, new(null, "it was no longer needed")));
                return;
            }
        }
        try
        {
            var process = WorkerProcess.Start(worker, _launch, this);
            lock (_gate)
            {
                _processes[worker] = process;
                if (_condemned.Contains(worker))
                    process.Kill();
            }
            process.Begin();
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            var reason = Text.Printable(e.Message, 300);
            LogStartFailed(worker, _launch.Interpreter, reason);
            Post(new PoolEvent.WorkerExited(worker, new(null, reason)));
        }
    }
}
