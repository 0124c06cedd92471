namespace FuncX.Actors.Faults.Tests;

/// <summary>Counts the outcomes that reached the clients, and the longest time without one.</summary>
internal sealed class Progress
{
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];
    private long _last = TimeProvider.System.GetTimestamp();
    private long _since;

    public int Count { get; private set; }

    /// <summary>Longest time between two outcomes since <see cref="MarkFault"/>.</summary>
    public TimeSpan LongestGap { get; private set; }

    public void Add()
    {
        lock (_gate)
        {
            Count++;
            var now = TimeProvider.System.GetTimestamp();
            if (_since != 0 && TimeProvider.System.GetElapsedTime(Math.Max(_last, _since), now) is var gap && gap > LongestGap)
                LongestGap = gap;
            _last = now;
            _awaited.RemoveAll(a => a.Count <= Count && a.Reached.TrySetResult());
        }
    }

    public void MarkFault()
    {
        lock (_gate)
            _since = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Completes when so many outcomes have come.</summary>
    public Task ReachAsync(int count)
    {
        lock (_gate)
        {
            if (Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((count, reached));
            return reached.Task;
        }
    }
}
