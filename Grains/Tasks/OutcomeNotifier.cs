using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Grains.Tasks;

/// <summary>Tells inboxes and batches of committed outcomes. A lost notice is harmless: whoever waits reads the rows.</summary>
public sealed partial class OutcomeNotifier(IGrainFactory grains, ILogger<OutcomeNotifier> log)
{
    /// <summary>Sends the notices and returns at once.</summary>
    public void Notify(IReadOnlyList<(TaskOutcome Outcome, string? Inbox)> ended)
    {
        if (ended.Count == 1)
        {
            var (outcome, inbox) = ended[0];
            if (outcome.Group is { } group)
                Observe(NotifyGroupAsync(group, 1));
            else if (inbox is not null)
                Observe(DeliverAsync(inbox, [outcome]));
            return;
        }
        foreach (var byGroup in ended.Where(e => e.Outcome.Group is not null).GroupBy(e => e.Outcome.Group!.Value))
            Observe(NotifyGroupAsync(byGroup.Key, byGroup.Count()));
        foreach (var byInbox in ended.Where(e => e.Outcome.Group is null && e.Inbox is not null).GroupBy(e => e.Inbox!))
            Observe(DeliverAsync(byInbox.Key, byInbox.Select(e => e.Outcome).ToArray()));
    }

    private Task NotifyGroupAsync(GroupId group, int count) => grains.GetGrain<IBatchGrain>(group.Value).NotifyAsync(Caller.System, count);

    private Task DeliverAsync(string inbox, TaskOutcome[] outcomes) => grains.GetGrain<IInboxGrain>(inbox).DeliverAsync(Caller.System, outcomes);

    private void Observe(Task notice) =>
        _ = notice.ContinueWith(
            static (task, self) => ((OutcomeNotifier)self!).LogLost(task.Exception!.GetBaseException().Message),
            this,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A notice of outcomes was lost ({Reason}); who waits reads the rows.")]
    private partial void LogLost(string reason);
}
