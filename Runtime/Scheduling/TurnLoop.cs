namespace FuncX.Actors.Runtime.Scheduling;

/// <summary>
/// The mailbox and the single thread of control of one activation. Turns start in order, one at a time unless they interleave;
/// continuations run between turns. An idle loop is not scheduled anywhere and holds no buffers worth mentioning.
/// </summary>
/// <remarks>
/// It is a <see cref="TaskScheduler"/>: awaits, <c>Task.Factory.StartNew</c> and <c>ContinueWith</c> stay in the grain, <c>Task.Run</c> leaves it.
/// One run of the loop on the pool is one task of its own, whatever the number of turns in it. A synchronization context would make awaits
/// cheaper by one task, but an inlined continuation would then see the default scheduler.
/// </remarks>
internal sealed class TurnLoop : TaskScheduler, IThreadPoolWorkItem
{
    // A busy activation gives its thread back after this many items; others get their turn.
    private const int ItemsPerRun = 64;

    private static readonly Action<object?> s_run = static state => ((TurnLoop)state!).Run();
    private static readonly SendOrPostCallback s_executeTask = static state => ExecuteForeignTask((Task)state!);

    [ThreadStatic] private static TurnLoop? t_current;

    private readonly Lock _gate = new();
    private Queue<WorkItem>? _continuations;
    private TurnQueue _interleaving;
    private TurnQueue _waiting;
    private Task? _runTask;
    private TaskCompletionSource? _drained;
    private uint _arrivals;
    private int _running;
    private int _exclusive;
    private bool _turnIsNext;
    private bool _scheduled;
    private bool _open;
    private bool _closed;

    internal TurnLoop(ITurnOwner owner) => Owner = owner;

    /// <summary>The loop whose turn this thread runs.</summary>
    internal static TurnLoop? Running => t_current;

    /// <summary>The activation.</summary>
    internal ITurnOwner Owner { get; }

    /// <summary>Turns that wait, those that may interleave included.</summary>
    internal int WaitingCount => _waiting.Count + _interleaving.Count;

    /// <summary>No turn runs or waits.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_gate) return _running == 0 && _waiting.Count == 0 && _interleaving.Count == 0 && !_scheduled;
        }
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Queues a turn, unless the loop is closed or holds <paramref name="limit"/> already.</summary>
    internal EnqueueResult TryEnqueue(Turn turn, int limit)
    {
        var schedule = false;
        lock (_gate)
        {
            if (_closed) return EnqueueResult.Closed;
            if (_waiting.Count + _interleaving.Count >= limit) return EnqueueResult.Full;
            turn.Sequence = _arrivals++;
            if (turn.Interleaves) _interleaving.Enqueue(turn);
            else _waiting.Enqueue(turn);
            if (!_scheduled && CanStart(turn)) _scheduled = schedule = true;
        }
        if (schedule) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return EnqueueResult.Queued;
    }

    /// <summary>Queues a continuation. Taken in every state: code that awaits must be able to end.</summary>
    internal void Post(SendOrPostCallback callback, object? state)
    {
        var schedule = false;
        lock (_gate)
        {
            (_continuations ??= new Queue<WorkItem>(2)).Enqueue(new WorkItem(callback, state));
            if (!_scheduled) _scheduled = schedule = true;
        }
        if (schedule) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Lets turns start.</summary>
    internal void Open()
    {
        var schedule = false;
        lock (_gate)
        {
            _open = true;
            if (!_scheduled && (_waiting.Count > 0 || _interleaving.Count > 0)) _scheduled = schedule = true;
        }
        if (schedule) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Starts no further turn; the task ends when none runs any more.</summary>
    internal Task PauseAsync()
    {
        lock (_gate)
        {
            _open = false;
            if (_running == 0) return Task.CompletedTask;
            return (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Takes no more turns and gives back those that never started, oldest first.</summary>
    internal TurnQueue Close()
    {
        lock (_gate)
        {
            _closed = true;
            _open = false;
            var rest = _waiting;
            while (_interleaving.TryDequeue(out var turn)) rest.Enqueue(turn);
            _waiting = default;
            return rest;
        }
    }

    /// <summary>A started turn has ended, its asynchronous part included.</summary>
    internal void TurnEnded(Turn turn)
    {
        TaskCompletionSource? drained = null;
        var schedule = false;
        lock (_gate)
        {
            if (!turn.Interleaves) _exclusive--;
            if (--_running == 0)
            {
                drained = _drained;
                _drained = null;
            }
            if (!_scheduled && _open && _waiting.Count > 0 && _exclusive == 0) _scheduled = schedule = true;
        }
        drained?.TrySetResult();
        if (schedule) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var task = new Task(s_run, this, CancellationToken.None, TaskCreationOptions.DenyChildAttach);
        _runTask = task;
        task.Start(this);
        TryExecuteTask(task);
    }

    protected override void QueueTask(Task task)
    {
        // The run itself is on this thread already; starting it only ties it to this scheduler.
        if (ReferenceEquals(task, _runTask)) return;
        Post(s_executeTask, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        t_current == this && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private static void ExecuteForeignTask(Task task) => t_current!.TryExecuteTask(task);

    // A running turn that may interleave keeps nobody waiting: a parked long poll must not block the grain. Orleans does the same.
    private bool CanStart(Turn turn) => _open && (turn.Interleaves || _exclusive == 0);

    private void Run()
    {
        var previous = t_current;
        var previousScope = ActivationScope.Current;
        t_current = this;
        ActivationScope.Current = Owner;
        try
        {
            for (var i = 0; i < ItemsPerRun; i++)
            {
                WorkItem item = default;
                Turn? turn = null;
                lock (_gate)
                {
                    // By turns, so that code which yields for ever keeps nobody from starting beside it.
                    if (_turnIsNext) TryTakeTurn(out turn);
                    if (turn is null && _continuations is not null) _continuations.TryDequeue(out item);
                    if (turn is null && item.Callback is null) TryTakeTurn(out turn);
                    _turnIsNext = turn is null;
                    if (turn is null && item.Callback is null)
                    {
                        _scheduled = false;
                        return;
                    }
                }
                try
                {
                    if (turn is not null) turn.Start(this);
                    else item.Callback!(item.State);
                }
                catch (Exception exception)
                {
                    // Only an async void method of the grain gets here; it must not take the silo down.
                    Owner.OnUnhandledException(exception);
                }
            }
        }
        finally
        {
            t_current = previous;
            ActivationScope.Current = previousScope;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void TryTakeTurn(out Turn? turn)
    {
        turn = null;
        if (!_open) return;
        var waiting = _exclusive == 0 ? _waiting.Head : null;
        // In the order of arrival, except that what may interleave does not wait for what may not.
        var interleaves = _interleaving.Head is { } head && (waiting is null || unchecked((int)(head.Sequence - waiting.Sequence)) < 0);
        if (!(interleaves ? _interleaving.TryDequeue(out turn!) : waiting is not null && _waiting.TryDequeue(out turn!))) return;
        _running++;
        if (!turn.Interleaves) _exclusive++;
    }

    private readonly record struct WorkItem(SendOrPostCallback? Callback, object? State);
}
