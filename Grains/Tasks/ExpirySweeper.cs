namespace FuncX.Actors.Grains.Tasks;

/// <summary>Ends tasks that have waited longer than their time to live: one indexed read, not a timer per task.</summary>
public sealed class ExpirySweeper(ITaskLedger ledger, IGrainFactory grains, OutcomeNotifier notifier, TimeProvider clock)
{
    private const int BatchTasks = 1_000;

    /// <summary>Ends what is due now.</summary>
    /// <returns>How many tasks it ended.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (await ledger.ReadExpiredAsync(clock.GetUtcNow(), BatchTasks, cancellationToken) is { Count: > 0 } due)
        {
            var now = clock.GetUtcNow();
            var outcomes = due.Select(row => OutcomeFactory.Expired(row.Spec, row.ExpiresAt, now)).ToList();
            var verdicts = await ledger.InsertOutcomesAsync(due
                .Select((row, i) => new OutcomeRecord { Outcome = outcomes[i], Endpoint = row.Spec.Endpoint, User = row.User, Function = row.Spec.Function })
                .ToList());
            var first = due.Zip(outcomes).Where((_, i) => verdicts[i].IsFirst).ToList();
            notifier.Notify(first.ConvertAll(e => (e.Second, e.First.Inbox)));
            foreach (var byEndpoint in first.GroupBy(e => e.First.Spec.Endpoint))
                await grains.GetGrain<IEndpointGrain>(byEndpoint.Key.Value).EndedAsync(Caller.System, byEndpoint.Select(e => e.Second).ToArray());
            ended += first.Count;
            if (due.Count < BatchTasks)
                break;
        }
        return ended;
    }
}
