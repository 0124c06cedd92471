using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Grains.Endpoints;

/// <summary>What becomes of attempts: inventory, starts, losses, ends. Rows first, memory and notices after.</summary>
internal sealed partial class EndpointGrain
{
    /// <summary>Brings leases and queue in line with what the agent says it holds.</summary>
    /// <returns>Inventory entries that have ended or are not this endpoint's.</returns>
    private async Task<TaskId[]> SettleInventoryAsync(AgentHello hello, AgentSession session)
    {
        var ids = hello.Inventory.Select(e => e.Task).Distinct().ToList();
        var rows = ids.Count == 0 ? [] : (await ledger.ReadTasksAsync(ids, CancellationToken.None)).Where(r => r.Spec.Endpoint == Id).ToDictionary(r => r.Spec.Id);
        var ended = ids.Count == 0 ? [] : (await ledger.ReadOutcomesAsync(ids, CancellationToken.None)).Select(o => o.Outcome.Id).ToHashSet();
        var discard = new List<TaskId>();
        var started = new List<(TaskId, int, string?)>();
        var losses = new List<Loss>();
        foreach (var entry in hello.Inventory)
        {
            if (ended.Contains(entry.Task) || !rows.TryGetValue(entry.Task, out var row))
            {
                discard.Add(entry.Task);
                continue;
            }
            _queue.Remove(entry.Task);
            var lease = _leases.Find(entry.Task) is { } held && held.Attempt == entry.Attempt ? held : _leases.Grant(row.ToQueued(), entry.Attempt, session.Session);
            lease.Session = session.Session;
            lease.Worker = Printable(entry.Worker) ?? lease.Worker;
            if (entry.State == InventoryState.Running)
                started.Add((entry.Task, entry.Attempt, Printable(entry.Worker)));
            else if (entry.State == InventoryState.Interrupted)
                losses.Add(new Loss(lease, TaskFailureKind.AgentLost, Text.Printable(entry.Reason ?? "the agent or its worker died while the task ran", 500), Worker: Printable(entry.Worker)));
        }
        foreach (var lease in _leases.HeldByOthers(session.Session))
        {
            if (!hello.HasJournal)
                losses.Add(new Loss(lease, TaskFailureKind.AgentLost, "the agent came back without its journal: started or not is unknown"));
            else if (lease.State == TaskState.Running)
                losses.Add(new Loss(lease, TaskFailureKind.AgentLost, "the agent came back and does not know of it any more"));
            else
                Retake(lease, lease.Task.Spec.AtMostOnce ? lease.Attempt + 1 : lease.Attempt);
        }
        await RecordStartsAsync(started, session);
        await LoseAsync(losses, hello.Host, session);
        return discard.ToArray();
    }

    private async Task RecordStartsAsync(List<(TaskId Task, int Attempt, string? Worker)> started, AgentSession session)
    {
        var leases = new List<Lease>(started.Count);
        foreach (var (task, attempt, worker) in started)
        {
            if (_leases.Find(task) is not { } lease || lease.Attempt != attempt)
                continue;
            lease.State = TaskLifecycle.Apply(lease.State, TaskEvent.Started).State;
            lease.Worker = worker;
            if (!lease.IsStartRecorded)
                leases.Add(lease);
        }
        if (leases.Count == 0)
            return;
        await ledger.InsertAttemptsAsync(leases.ConvertAll(l => Event(l, AttemptEvent.Started, session)));
        foreach (var lease in leases)
            lease.IsStartRecorded = true;
    }

    private Task LoseAsync(List<Loss> losses) =>
        LoseAsync(losses, _presence.Hello?.Host, _presence.Session ?? new AgentSession { Endpoint = Id, OwnerEpoch = _epoch, Session = Guid.Empty });

    /// <summary>Records lost attempts; what may try again goes back to its place, the rest fails.</summary>
    private async Task LoseAsync(List<Loss> losses, string? host, AgentSession session)
    {
        if (losses.Count == 0)
            return;
        await ledger.InsertAttemptsAsync(losses.ConvertAll(l => Event(l.Lease, AttemptEvent.Lost, session, l, host)));
        var endings = new List<Ending>();
        foreach (var loss in losses)
        {
            var (lease, spec) = (loss.Lease, loss.Lease.Task.Spec);
            if (_leases.Find(spec.Id) != lease)
                continue; // it ended while the loss was being written
            var step = TaskLifecycle.Apply(lease.State, RetryPolicy.OnLost(lease.Attempt, spec.AtMostOnce, _options.MaxSystemRetries));
            LogLost(Id, spec.Id, lease.Attempt, host, loss.Worker ?? lease.Worker, loss.Reason, step.State);
            if (step.Effects.HasFlag(TaskEffects.Requeue))
                Retake(lease, lease.Attempt + 1);
            else if (step.Effects.HasFlag(TaskEffects.RecordOutcome))
                endings.Add(new Ending(lease.Task, OutcomeFactory.Lost(spec, lease.Attempt, loss.Kind, loss.Reason, host, loss.ExitCode, clock.GetUtcNow())));
        }
        await CommitOutcomesAsync(endings);
        WakePull();
    }

    /// <summary>Records reported ends. A task that this owner does not know (it is younger than the task) is looked up in the rows.</summary>
    private async Task<ReportRefusal[]> EndAsync(OutcomeReport[] reports)
    {
        if (reports.Length == 0)
            return [];
        var unknown = reports.Where(r => _leases.Find(r.Task) is null).Select(r => r.Task).Distinct().ToList();
        var rows = unknown.Count == 0
            ? []
            : (await ledger.ReadTasksAsync(unknown, CancellationToken.None)).Where(r => r.Spec.Endpoint == Id).ToDictionary(r => r.Spec.Id, r => r.ToQueued());
        var host = _presence.Hello?.Host;
        var now = clock.GetUtcNow();
        var endings = new List<Ending>(reports.Length);
        var refused = new List<ReportRefusal>();
        foreach (var report in reports)
        {
            if ((_leases.Find(report.Task)?.Task ?? rows.GetValueOrDefault(report.Task)) is { } task)
                endings.Add(new Ending(task, OutcomeFactory.Reported(task.Spec, report, host, now)));
            else
                refused.Add(new ReportRefusal { Task = report.Task, Code = "TASK_NOT_FOUND" });
        }
        await CommitOutcomesAsync(endings);
        return refused.ToArray();
    }

    /// <summary>The one way to end tasks here: insert, then forget, then tell. The database says who was first.</summary>
    private async Task CommitOutcomesAsync(List<Ending> endings)
    {
        if (endings.Count == 0)
            return;
        var verdicts = await ledger.InsertOutcomesAsync(endings.ConvertAll(e => ToRecord(e, e.Outcome)));
        var notices = new List<(TaskOutcome, string?)>(endings.Count);
        var late = new List<Ending>();
        var unstorable = new List<Ending>();
        for (var i = 0; i < endings.Count; i++)
        {
            if (verdicts[i].Error is { } error)
                unstorable.Add(endings[i] with { Outcome = OutcomeFactory.Unstorable(endings[i].Outcome, error) });
            else if (verdicts[i].IsFirst)
                notices.Add((endings[i].Outcome, endings[i].Task.Inbox));
            else
                late.Add(endings[i]);
        }
        if (unstorable.Count > 0)
        {
            var again = await ledger.InsertOutcomesAsync(unstorable.ConvertAll(e => ToRecord(e, e.Outcome)));
            if (Array.Find(again, v => v.Error is not null) is { Error: { } error })
                throw new StorageUnavailableException($"The end of a task cannot be stored, not even as a failure: {error}");
            notices.AddRange(unstorable.Where((_, i) => again[i].IsFirst).Select(e => (e.Outcome, e.Task.Inbox)));
            late.AddRange(unstorable.Where((_, i) => !again[i].IsFirst));
        }
        foreach (var ending in endings)
            Forget(ending.Task.Spec.Id);
        if (late.Count > 0)
        {
            var inboxes = late.ToDictionary(e => e.Task.Spec.Id, e => e.Task.Inbox);
            notices.AddRange((await ledger.ReadOutcomesAsync([.. inboxes.Keys], CancellationToken.None)).Select(o => (o.Outcome, inboxes[o.Outcome.Id])));
        }
        notifier.Notify(notices);
    }

    private void Forget(TaskId id)
    {
        Touch(id);
        _leases.End(id);
        _queue.Remove(id);
        _waiters.Ended(id);
    }

    private OutcomeRecord ToRecord(Ending ending, TaskOutcome outcome) =>
        new() { Outcome = outcome, Endpoint = Id, User = ending.Task.User, Function = ending.Task.Spec.Function };

    private AttemptRecord Event(Lease lease, AttemptEvent what, AgentSession session, Loss? loss = null, string? host = null) => new()
    {
        Task = lease.Task.Spec.Id,
        Endpoint = Id,
        Session = session,
        Info = new AttemptInfo
        {
            Number = lease.Attempt,
            Event = what,
            At = clock.GetUtcNow(),
            Host = host ?? _presence.Hello?.Host,
            Worker = loss?.Worker ?? lease.Worker,
            Reason = loss?.Reason,
            ExitCode = loss?.ExitCode,
        },
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: task {Task} lost attempt {Attempt} on {Host}, worker {Worker}: {Reason}. It is now {State}.")]
    private partial void LogLost(EndpointId endpoint, TaskId task, int attempt, string? host, string? worker, string reason, TaskState state);
}
