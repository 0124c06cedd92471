namespace FuncX.Actors.Grains.Tasks;

/// <summary>A task's address: reads the rows, waits on the endpoint's word. Keeps nothing.</summary>
[CollectionAgeLimit(Minutes = 2)]
internal sealed class TaskGrain(ITaskLedger ledger, OutcomeNotifier notifier, LongPolls polls, TimeProvider clock) : Grain, ITaskGrain
{
    private const int MaxReasonChars = 500;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    private TaskId Id => TaskId.From(this.GetPrimaryKey());

    public async Task<TaskSnapshot> GetAsync(Caller caller)
    {
        var row = await ReadRowAsync(caller);
        var outcome = await ReadOutcomeAsync();
        var attempts = (await ledger.ReadAttemptsAsync([Id], CancellationToken.None)).Select(a => a.Info).ToArray();
        if (outcome is not null)
            return ToSnapshot(row, outcome.State, outcome.State == TaskState.Success ? "it ended with a result" : outcome.Failure?.Message ?? "", outcome, attempts);
        var place = await EndpointOf(row).LocateAsync(Caller.System, Id);
        return ToSnapshot(row, place.State, place.Reason, null, attempts);
    }

    public async Task<TaskSnapshot> WaitAsync(Caller caller, TimeSpan wait)
    {
        polls.ThrowIfStopping();
        var row = await ReadRowAsync(caller);
        var started = clock.GetTimestamp();
        var bound = wait < MaxWait ? wait : MaxWait;
        while (await ReadOutcomeAsync() is null && bound - clock.GetElapsedTime(started) is { Ticks: > 0 } left && !polls.IsStopping)
            await EndpointOf(row).AwaitEndAsync(Caller.System, Id, left);
        return await GetAsync(caller);
    }

    public async Task<CancelReply> CancelAsync(Caller caller, string reason)
    {
        var row = await ReadRowAsync(caller);
        var outcome = OutcomeFactory.Cancelled(row.Spec, caller.User, Text.Printable(string.IsNullOrWhiteSpace(reason) ? "no reason given" : reason, MaxReasonChars), clock.GetUtcNow());
        var verdict = (await ledger.InsertOutcomesAsync([new OutcomeRecord { Outcome = outcome, Endpoint = row.Spec.Endpoint, User = row.User, Function = row.Spec.Function }]))[0];
        if (verdict.State == TaskState.Cancelled)
        {
            // Told again when repeated: an earlier call may have died between its insert and its notices.
            if (verdict.IsFirst)
                notifier.Notify([(outcome, row.Inbox)]);
            await EndpointOf(row).EndedAsync(Caller.System, [outcome]);
        }
        return new CancelReply { Cancelled = verdict.State == TaskState.Cancelled, State = verdict.State };
    }

    private async Task<TaskRecord> ReadRowAsync(Caller caller)
    {
        var row = (await ledger.ReadTasksAsync([Id], CancellationToken.None)).SingleOrDefault();
        return row is not null && caller.MayActFor(row.User) ? row : throw new ResourceNotFoundException("Task", Id.ToString());
    }

    private async Task<TaskOutcome?> ReadOutcomeAsync() => (await ledger.ReadOutcomesAsync([Id], CancellationToken.None)).SingleOrDefault()?.Outcome;

    private IEndpointGrain EndpointOf(TaskRecord row) => GrainFactory.GetGrain<IEndpointGrain>(row.Spec.Endpoint.Value);

    private static TaskSnapshot ToSnapshot(TaskRecord row, TaskState state, string reason, TaskOutcome? outcome, AttemptInfo[] attempts) => new()
    {
        Id = row.Spec.Id,
        State = state,
        Endpoint = row.Spec.Endpoint,
        Function = row.Spec.Function,
        User = row.User,
        SubmittedAt = row.SubmittedAt,
        Reason = reason,
        Group = row.Spec.Group,
        Outcome = outcome,
        Attempts = attempts,
    };
}
