namespace FuncX.Actors.Silo.Postgres;

/// <summary>
/// What waits for the ledger's writer, first in, first out. Bounded by rows and bytes: beyond that callers wait for their place, and beyond
/// <see cref="PostgresStorageOptions.MaxWaitingCallCount"/> waiting callers one more is refused.
/// </summary>
internal sealed class LedgerQueue(PostgresStorageOptions options)
{
    private readonly Lock _gate = new();
    private readonly Queue<LedgerSlice> _queued = new();
    private readonly Queue<Waiter> _waiting = new();
    private TaskCompletionSource? _idleWriter;
    private int _rows;
    private long _bytes;
    private Exception? _closed;

    /// <summary>Returns when the slice has its place; its commit is <see cref="LedgerSlice.Done"/>.</summary>
    /// <exception cref="OverloadedException">Too many callers wait already.</exception>
    public ValueTask EnqueueAsync(LedgerSlice slice)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                return ValueTask.FromException(_closed);
            }

            if (_waiting.Count == 0 && Fits(slice))
            {
                Admit(slice);
                return ValueTask.CompletedTask;
            }

            if (_waiting.Count >= options.MaxWaitingCallCount)
            {
                return ValueTask.FromException(new OverloadedException(
                    $"The task ledger is full: {_rows} rows ({_bytes} bytes) and {_waiting.Count} calls wait for it; the limit is {options.MaxWaitingCallCount} calls.",
                    TimeSpan.FromSeconds(1)));
            }

            var waiter = new Waiter(slice);
            _waiting.Enqueue(waiter);
            return new ValueTask(waiter.Admitted.Task);
        }
    }

    /// <summary>Waits for rows and takes as many as one transaction may hold; empty when closed. For one reader.</summary>
    public async Task<List<LedgerSlice>> TakeAsync()
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_queued.Count > 0 || _closed is not null)
                {
                    return TakeQueued();
                }

                _idleWriter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _idleWriter.Task;
            }

            await arrival.ConfigureAwait(false);
        }
    }

    /// <summary>Fails all that waits: what made one batch fail makes these fail too.</summary>
    public void FailAll(Exception error)
    {
        List<LedgerSlice> slices = [];
        List<Waiter> waiters;
        lock (_gate)
        {
            slices.AddRange(_queued);
            waiters = [.. _waiting];
            _queued.Clear();
            _waiting.Clear();
            (_rows, _bytes) = (0, 0);
        }

        slices.ForEach(slice => slice.Fail(error));
        waiters.ForEach(waiter => waiter.Admitted.TrySetException(error));
    }

    /// <summary>Refuses what comes from now on; what is queued is still taken.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            Wake();
        }
    }

    private List<LedgerSlice> TakeQueued()
    {
        var taken = new List<LedgerSlice>();
        var (rows, bytes) = (0, 0L);
        while (_queued.TryPeek(out var next) && (taken.Count == 0 || (rows + next.RowCount <= options.MaxBatchRowCount && bytes + next.ByteCount <= options.MaxBatchBytes)))
        {
            taken.Add(_queued.Dequeue());
            (rows, bytes) = (rows + next.RowCount, bytes + next.ByteCount);
        }

        (_rows, _bytes) = (_rows - rows, _bytes - bytes);
        while (_waiting.TryPeek(out var waiter) && Fits(waiter.Slice))
        {
            _waiting.Dequeue();
            Admit(waiter.Slice);
            waiter.Admitted.TrySetResult();
        }

        return taken;
    }

    private bool Fits(LedgerSlice slice) =>
        _queued.Count == 0 || (_rows + slice.RowCount <= options.MaxQueuedRowCount && _bytes + slice.ByteCount <= options.MaxQueuedBytes);

    private void Admit(LedgerSlice slice)
    {
        _queued.Enqueue(slice);
        (_rows, _bytes) = (_rows + slice.RowCount, _bytes + slice.ByteCount);
        Wake();
    }

    private void Wake()
    {
        _idleWriter?.TrySetResult();
        _idleWriter = null;
    }

    private sealed record Waiter(LedgerSlice Slice)
    {
        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
