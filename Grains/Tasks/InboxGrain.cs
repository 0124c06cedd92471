namespace FuncX.Actors.Grains.Tasks;

/// <summary>One client's inbox, in memory only.</summary>
[CollectionAgeLimit(Minutes = 5)]
internal sealed class InboxGrain(ITaskLedger ledger, LongPolls polls) : Grain, IInboxGrain
{
    private const long MaxBytes = 64 * 1024 * 1024;
    private const long PageBytes = 4 * 1024 * 1024;
    private const int MaxWatched = 10_000;
    private const int WatchChunk = 50;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    private readonly Inbox _inbox = new(MaxBytes);
    private readonly Guid _incarnation = Guid.NewGuid();
    private TaskCompletionSource? _parked;

    public async Task<InboxPage> PollAsync(Caller caller, long acknowledged, TimeSpan wait)
    {
        CheckOwner(caller);
        polls.ThrowIfStopping();
        _inbox.Acknowledge(acknowledged);
        if (!_inbox.HasNews && wait > TimeSpan.Zero)
        {
            _parked?.TrySetResult();
            var parked = _parked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await polls.WaitAsync(parked.Task, wait < MaxWait ? wait : MaxWait);
        }
        return _inbox.Page(_incarnation, PageBytes);
    }

    public async Task<TaskOutcome[]> WatchAsync(Caller caller, TaskId[] tasks)
    {
        CheckOwner(caller);
        if (tasks.Length is 0 or > MaxWatched)
            throw new InvalidRequestException($"Watch 1 to {MaxWatched:N0} tasks at once, not {tasks.Length:N0}.");
        var ended = new List<TaskOutcome>();
        long bytes = 0;
        // By small chunks: results may be large, and a page is all that leaves.
        foreach (var chunk in tasks.Chunk(WatchChunk))
        {
            foreach (var record in await ledger.ReadOutcomesAsync(chunk, CancellationToken.None))
            {
                bytes += Inbox.SizeOf(record.Outcome);
                if (ended.Count > 0 && bytes > PageBytes)
                    return ended.ToArray();
                if (caller.MayActFor(record.User))
                    ended.Add(record.Outcome);
            }
        }
        return ended.ToArray();
    }

    public Task DeliverAsync(Caller caller, TaskOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
            _inbox.Add(outcome);
        _parked?.TrySetResult();
        return Task.CompletedTask;
    }

    private void CheckOwner(Caller caller)
    {
        if (!InboxKey.BelongsTo(this.GetPrimaryKeyString(), caller.User))
            throw new AccessDeniedException("The inbox belongs to another account.");
    }
}
