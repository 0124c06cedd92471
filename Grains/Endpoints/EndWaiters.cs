namespace FuncX.Actors.Grains.Endpoints;

/// <summary>Calls parked until a task ends.</summary>
internal sealed class EndWaiters(int max, LongPolls polls)
{
    private readonly Dictionary<TaskId, List<TaskCompletionSource<bool>>> _waiters = [];
    private int _count;

    /// <summary>Waits until <see cref="Ended"/> names the task (true) or the time is over (false).</summary>
    public async Task<bool> WaitAsync(TaskId task, TimeSpan wait)
    {
        if (_count >= max)
            throw new OverloadedException($"{max:N0} callers wait for single tasks of this endpoint already; use a batch.", TimeSpan.FromSeconds(1));
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiters.TryGetValue(task, out var list))
            _waiters.Add(task, list = []);
        list.Add(waiter);
        _count++;
        try
        {
            return await polls.WaitAsync(waiter.Task, wait);
        }
        finally
        {
            _count--;
            if (list.Remove(waiter) && list.Count == 0 && _waiters.TryGetValue(task, out var current) && current == list)
                _waiters.Remove(task);
        }
    }

    /// <summary>Lets everybody go and read again.</summary>
    public void ReleaseAll()
    {
        foreach (var task in _waiters.Keys.ToList())
            Ended(task);
    }

    public void Ended(TaskId task)
    {
        if (!_waiters.Remove(task, out var list))
            return;
        foreach (var waiter in list)
            waiter.TrySetResult(true);
    }
}
