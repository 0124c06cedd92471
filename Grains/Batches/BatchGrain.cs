using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Batches;

/// <summary>One batch: who opened it, how far it is, and its outcomes by cursor. The rows are the truth; notices only wake who waits.</summary>
[CollectionAgeLimit(Minutes = 5)]
internal sealed class BatchGrain(
    [PersistentState(StorageNames.Group, StorageNames.Provider)] IPersistentState<GroupState> state,
    ITaskLedger ledger,
    LongPolls polls,
    TimeProvider clock) : Grain, IBatchGrain
{
    private const int MaxRows = 10_000;
    private const int PageBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    // A committed outcome shows only when no older transaction runs: the first readings after a notice may come too early.
    private static readonly TimeSpan Reread = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Unprompted = TimeSpan.FromSeconds(2);

    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _noticed;
    private long _noticedAt;

    private GroupId Id => GroupId.From(this.GetPrimaryKey());

    private GroupState State => state.State!;

    public async Task CreateAsync(Caller caller, BatchSpec spec)
    {
        if (state.RecordExists)
        {
            if (!caller.MayActFor(State.Owner))
                throw new ConflictException("TASK_GROUP_CONFLICT", $"Batch id {Id} is another account's.", "Open the batch under a new id.");
            return;
        }
        if (spec.Name.Length > 256)
            throw new InvalidRequestException("A batch's name has at most 256 characters.");
        state.State = new GroupState { Name = spec.Name, Owner = caller.User, CreatedAt = clock.GetUtcNow() };
        await state.WriteStateAsync();
    }

    public Task<string> GetOwnerAsync(Caller caller) => Task.FromResult(state.RecordExists ? State.Owner : throw NotFound());

    public async Task<BatchProgress> GetProgressAsync(Caller caller)
    {
        Require(caller);
        var counts = await ledger.CountGroupAsync(Id, CancellationToken.None);
        return new BatchProgress
        {
            Id = Id,
            Name = State.Name,
            Owner = State.Owner,
            Submitted = counts.Submitted,
            Succeeded = counts.Succeeded,
            Failed = counts.Failed,
            Cancelled = counts.Cancelled,
            CreatedAt = State.CreatedAt,
        };
    }

    public async Task<ResultPage> ReadAsync(Caller caller, ResultCursor after, int max, TimeSpan wait)
    {
        Require(caller);
        if (max is < 1 or > MaxRows)
            throw new InvalidRequestException($"Read 1 to {MaxRows:N0} outcomes at once, not {max:N0}.");
        polls.ThrowIfStopping();
        var bound = wait < MaxWait ? wait : MaxWait;
        var started = clock.GetTimestamp();
        while (true)
        {
            var noticed = _noticed;
            var page = await ledger.ReadGroupAsync(Id, after, max, PageBytes, CancellationToken.None);
            var left = bound - clock.GetElapsedTime(started);
            if (page.Outcomes.Count > 0 || left <= TimeSpan.Zero || polls.IsStopping)
                return new ResultPage { Outcomes = page.Outcomes.ToArray(), Next = page.Next };
            var pause = noticed != _noticed || WasNoticedLately ? Reread : Unprompted;
            await polls.WaitAsync(_news.Task, pause < left ? pause : left);
        }
    }

    public Task NotifyAsync(Caller caller, int outcomes)
    {
        _noticed++;
        _noticedAt = clock.GetTimestamp();
        var news = _news;
        _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        news.TrySetResult();
        return Task.CompletedTask;
    }

    private bool WasNoticedLately => _noticedAt != 0 && clock.GetElapsedTime(_noticedAt) < Unprompted;

    private void Require(Caller caller)
    {
        if (!state.RecordExists || !caller.MayActFor(State.Owner))
            throw NotFound();
    }

    private ResourceNotFoundException NotFound() => new("Batch", Id.ToString());
}
