using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Grains.Endpoints;

/// <summary>What an owner does by the clock: ownership, refills, marks, silence.</summary>
internal sealed partial class EndpointGrain
{
    // Tasks that ended or were leased while a refill was reading: what it read of them is old.
    private readonly HashSet<TaskId> _touched = [];
    private readonly SequenceFloor _floor = new(clock);
    private int _openReads;
    private long _epoch;
    private long _reconciledAt;
    private IReadOnlyList<LaneMark> _savedMarks = [];

    /// <summary>Raises the owner epoch, so that an older activation is fenced, and learns what the rows hold.</summary>
    private async Task TakeOwnershipAsync(CancellationToken cancellationToken)
    {
        _epoch = State.OwnerEpoch + 1;
        state.State = State with { OwnerEpoch = _epoch };
        await state.WriteStateAsync(cancellationToken);
        await OpenLanesAsync(cancellationToken);
        foreach (var started in await ledger.ReadStartedAsync(Id, cancellationToken))
        {
            if (started.IsLost)
            {
                _queue.Requeue(new WaitingTask(started.Task.ToQueued(), started.Attempt + 1));
                continue;
            }
            var lease = _leases.Grant(started.Task.ToQueued(), started.Attempt, started.Session.Session);
            lease.State = TaskState.Running;
            lease.IsStartRecorded = true;
        }
        _presence.Leave(clock.GetUtcNow());
        _reconciledAt = clock.GetTimestamp();
        this.RegisterGrainTimer(OnTickAsync, Tick, Tick);
        LogOwner(Id, _epoch, _leases.Count);
    }

    private async Task OnTickAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = clock.GetUtcNow();
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
            if (_presence.IsOnline)
                await RefillAsync(reconcile);
            await SaveMarksAsync();
        }
        catch (FuncXException e)
        {
            LogUpkeepFailed(Id, e.Message);
        }
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
        EndSession("another owner took over");
        DeactivateOnIdle();
    }

    private async Task RefillAsync(bool reconcile)
    {
        foreach (var read in _queue.DueRefills(reconcile))
        {
            _openReads++;
            try
            {
                var rows = await ledger.ReadQueueAsync(Id, read.Priority, read.User, read.After, read.Limit, CancellationToken.None);
                var attempts = rows.Count == 0 ? [] : await ledger.ReadAttemptsAsync(rows.Select(r => r.Spec.Id).ToList(), CancellationToken.None);
                var last = attempts.GroupBy(a => a.Task).ToDictionary(g => g.Key, g => g.Max(a => a.Info.Number));
                var found = rows
                    .Where(r => _leases.Find(r.Spec.Id) is null && !_touched.Contains(r.Spec.Id))
                    .Select(r => new WaitingTask(r.ToQueued(), last.GetValueOrDefault(r.Spec.Id) + 1))
                    .ToList();
                _queue.Refilled(read, found, rows.Count, rows.Count == 0 ? read.After : rows[^1].Sequence);
            }
            catch
            {
                _queue.RefillFailed(read);
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
