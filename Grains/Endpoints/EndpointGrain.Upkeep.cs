using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Grains.Endpoints;

/// <summary>What an owner does by the clock: ownership, refills, marks, silence.</summary>
internal sealed partial class EndpointGrain
{
    private static readonly TimeSpan PauseNoticed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeepInterval = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _bornAt = clock.GetUtcNow();
    private readonly long _bornStamp = clock.GetTimestamp();

    // Tasks that ended or were leased while a refill was reading: what it read of them is old.
    private readonly HashSet<TaskId> _touched = [];
    private readonly SequenceFloor _floor = new(clock);
    private int _openReads;
    private long _epoch;
    private bool _ownsQueue;
    private long _reconciledAt;
    private long _readDeepAt;
    private long _tickedAt;
    private IReadOnlyList<LaneMark> _savedMarks = [];

    /// <summary>Time for bounds: steps of the wall clock do not move it.</summary>
    private DateTimeOffset MonotonicNow => _bornAt + clock.GetElapsedTime(_bornStamp);

    /// <summary>Raises the owner epoch, so that an older activation is fenced, and learns what the rows hold.</summary>
    private async Task TakeOwnershipAsync(CancellationToken cancellationToken)
    {
        _epoch = State.OwnerEpoch + 1;
        state.State = State with { OwnerEpoch = _epoch };
        await state.WriteStateAsync(cancellationToken);
        await OpenLanesAsync(cancellationToken);
        var startedTasks = await ledger.ReadStartedAsync(Id, cancellationToken);
        await RequeueAsync(startedTasks.Where(s => s.IsLost).Select(s => s.Task).ToList(), inventoryIsComplete: false);
        foreach (var started in startedTasks.Where(s => !s.IsLost))
        {
            var lease = _leases.Grant(started.Task.ToQueued(), started.Attempt, started.Session.Session);
            lease.State = TaskState.Running;
            lease.IsStartRecorded = true;
        }
        _presence.Leave(MonotonicNow);
        _reconciledAt = _readDeepAt = _tickedAt = clock.GetTimestamp();
        _ownsQueue = true;
        this.RegisterGrainTimer(OnTickAsync, Tick, Tick);
        LogOwner(Id, _epoch, _leases.Count);
    }

    private async Task OnTickAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = MonotonicNow;
            // A silo that was stopped has heard nobody: the silence begins when it goes on.
            if (clock.GetElapsedTime(_tickedAt) > PauseNoticed)
                _presence.StartSilenceAnew(now);
            _tickedAt = clock.GetTimestamp();
            if (_presence.TimesOut(now))
            {
                LogSilent(Id, _options.SessionTimeout.TotalSeconds);
                EndSession("it was silent");
            }
            if (_leases.Count > 0 && _presence.ReattachOver(now))
            {
                await LoseAsync(_leases.HeldByOthers(Guid.Empty).ConvertAll(lease => new Loss(
                    lease,
                    TaskFailureKind.AgentLost,
                    $"the agent did not come back within {_options.ReattachTimeout.TotalSeconds:0.#} s; {(lease.State == TaskState.Running ? "the task was running" : "started or not is unknown")}")));
            }
            var reconcile = clock.GetElapsedTime(_reconciledAt) >= _options.ReconcileInterval;
            if (reconcile)
            {
                _reconciledAt = clock.GetTimestamp();
                await CheckOwnerAsync();
                if (_presence.IsOnline)
                    await OpenLanesAsync(cancellationToken);
            }
            var deep = clock.GetElapsedTime(_readDeepAt) >= DeepInterval;
            if (deep)
                _readDeepAt = clock.GetTimestamp();
            if (_presence.IsOnline)
                await RefillAsync(reconcile, deep);
            await SaveMarksAsync();
        }
        catch (FuncXException e)
        {
            LogUpkeepFailed(Id, e.Message);
        }
        _tickedAt = clock.GetTimestamp();
    }

    /// <summary>A line whose only notice was lost shows in the rows alone.</summary>
    private async Task OpenLanesAsync(CancellationToken cancellationToken)
    {
        _floor.Sample(await ledger.ReadSequenceAsync(cancellationToken));
        _queue.Floor = _floor.Value;
        foreach (var key in await ledger.ReadQueueKeysAsync(Id, cancellationToken))
            _queue.Open(key.Priority, key.User, key.Mark, _leases.LowestUnstarted(key.Priority, key.User) is not null);
    }

    private async Task CheckOwnerAsync()
    {
        await state.ReadStateAsync();
        if (State.OwnerEpoch <= _epoch)
            return;
        LogFenced(Id, _epoch, State.OwnerEpoch);
        StandDown("another owner took over");
    }

    /// <summary>Lets go of everybody who is parked here, so that the deactivation waits for nobody.</summary>
    private void StandDown(string reason)
    {
        EndSession(reason);
        _waiters.ReleaseAll();
        DeactivateOnIdle();
    }

    private async Task RefillAsync(bool reconcile, bool deep = false)
    {
        var reads = _queue.DueRefills(reconcile, deep);
        for (var i = 0; i < reads.Count; i++)
        {
            _openReads++;
            try
            {
                await RefillAsync(reads[i]);
            }
            catch
            {
                for (var left = i; left < reads.Count; left++)
                    _queue.RefillFailed(reads[left]);
                throw;
            }
            finally
            {
                if (--_openReads == 0)
                    _touched.Clear();
            }
        }
        WakePull();
    }

    private async Task RefillAsync(RefillRead read)
    {
        var rows = await ledger.ReadQueueAsync(Id, read.Priority, read.User, read.After, read.Limit, CancellationToken.None);
        var found = await WithAttemptsAsync(rows, _presence.Hello?.HasJournal ?? false);
        bool IsFree(TaskRecord row) => _leases.Find(row.Spec.Id) is null && !_touched.Contains(row.Spec.Id);
        _queue.Refilled(
            read,
            found.Where(f => f.Next.FinalLoss is null && IsFree(f.Row)).Select(f => new WaitingTask(f.Row.ToQueued(), f.Next.Number)).ToList(),
            rows.Count,
            rows.Count == 0 ? read.After : rows[^1].Sequence);
        await FailLostAsync(found.Where(f => f.Next.FinalLoss is not null && IsFree(f.Row)).ToList());
    }

    /// <summary>Queues tasks that the low-water mark has passed, unless they have no attempt left.</summary>
    private async Task RequeueAsync(IReadOnlyList<TaskRecord> rows, bool inventoryIsComplete)
    {
        var found = await WithAttemptsAsync(rows, inventoryIsComplete);
        foreach (var (row, next) in found.Where(f => f.Next.FinalLoss is null))
            _queue.Requeue(new WaitingTask(row.ToQueued(), next.Number));
        await FailLostAsync(found.Where(f => f.Next.FinalLoss is not null).ToList());
    }

    private async Task<List<(TaskRecord Row, NextAttempt Next)>> WithAttemptsAsync(IReadOnlyList<TaskRecord> rows, bool inventoryIsComplete)
    {
        if (rows.Count == 0)
            return [];
        var events = (await ledger.ReadAttemptsAsync(rows.Select(r => r.Spec.Id).ToList(), CancellationToken.None)).ToLookup(a => a.Task, a => a.Info);
        return rows.Select(r => (r, AttemptHistory.After(events[r.Spec.Id].ToList(), r.Spec, _options.MaxSystemRetries, inventoryIsComplete))).ToList();
    }

    /// <summary>Ends tasks whose last attempt was lost before this owner's time.</summary>
    private Task FailLostAsync(List<(TaskRecord Row, NextAttempt Next)> lost) => CommitOutcomesAsync(lost.ConvertAll(l => new Ending(
        l.Row.ToQueued(),
        OutcomeFactory.Lost(
            l.Row.Spec,
            l.Next.Number,
            l.Next.FinalLoss!.Worker is null ? TaskFailureKind.AgentLost : TaskFailureKind.WorkerLost,
            l.Next.FinalLoss.Reason ?? "the attempt was lost",
            l.Next.FinalLoss.Host,
            l.Next.FinalLoss.ExitCode,
            clock.GetUtcNow()))));

    private async Task SaveMarksAsync()
    {
        var marks = _queue.Marks(_leases.LowestUnstarted);
        var changed = marks.Except(_savedMarks).Where(m => m.Mark > 0).Select(m => new QueueKey(m.Priority, m.User, m.Mark)).ToList();
        if (changed.Count == 0)
            return;
        await ledger.SaveMarksAsync(Id, changed);
        _savedMarks = marks;
    }

    private void Touch(TaskId id)
    {
        if (_openReads > 0)
            _touched.Add(id);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint}: owner epoch {Epoch}; {Started} started tasks to be settled with the agent.")]
    private partial void LogOwner(EndpointId endpoint, long epoch, int started);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: no word of the agent for {Seconds} s; it counts as offline.")]
    private partial void LogSilent(EndpointId endpoint, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: owner epoch {Mine} is over, {Theirs} took the queue.")]
    private partial void LogFenced(EndpointId endpoint, long mine, long theirs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: upkeep failed and is tried again in a second: {Reason}")]
    private partial void LogUpkeepFailed(EndpointId endpoint, string reason);
}
