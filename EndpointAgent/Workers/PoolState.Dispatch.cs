namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Who gets which worker.</summary>
internal sealed partial class PoolState
{
    private void Dispatch()
    {
        if (_isJournalDown)
        {
            foreach (var task in _queues.TakeAtMostOnce())
                _actions.Add(new PoolAction.Return(task));
        }
        foreach (var slot in _slots)
        {
            if (slot.Phase == SlotPhase.Empty && slot.RetryAt <= _now)
                Start(slot, user: null);
        }
        if (_queues.Count == 0)
            return;
        var users = _queues.UsersByWait;
        var starving = users.Count == 1 && IsServed(users[0]) ? null : users.FirstOrDefault(IsStarving);
        if (starving is not null)
            Provide(starving, 1);
        foreach (var slot in _slots)
        {
            if (slot.IsIdle && slot.User is { } user && _queues.TryPeek(user, out var task))
                Send(slot, task);
        }
        foreach (var user in users)
            Provide(user, _slots.Length);
        if (starving is null)
            FillPipes();
    }

    private bool IsServed(string user) => Array.Exists(_slots, s => s.User == user && s.Phase != SlotPhase.Empty);

    private bool IsStarving(string user) => !IsServed(user) && _queues.TryPeek(user, out var task) && _now - task.ArrivedAt >= _options.SwitchAfter;

    /// <summary>Finds workers for a user who has more tasks than workers that can take them now.</summary>
    private void Provide(string user, int most)
    {
        foreach (var slot in _slots)
        {
            if (slot.IsIdle && (slot.User ?? user) == user && _queues.TryPeek(user, out var task))
                Send(slot, task);
        }
        var wanted = Math.Min(most, _queues.CountOf(user) - _slots.Count(s => s.Phase == SlotPhase.Starting && s.User == user));
        foreach (var slot in _slots)
        {
            if (wanted <= 0)
                return;
            if (slot.Phase == SlotPhase.Starting && slot.User is null)
            {
                slot.User = user;
                wanted--;
            }
        }
        foreach (var slot in _slots)
        {
            if (wanted <= 0)
                return;
            // Idle and another user's. A worker never changes its user: the process is replaced.
            if (!slot.IsIdle || !MayLeave(slot))
                continue;
            Kill(slot);
            _byWorker.Remove(slot.Worker);
            slot.Clear();
            Start(slot, user);
            wanted--;
        }
    }

    /// <summary>A worker with work of its own user serves him for a while, so that two users do not take it from each other in turn.</summary>
    private bool MayLeave(PoolSlot slot) =>
        slot.User is null || _queues.CountOf(slot.User) == 0 || (slot.HasWorked && _now - slot.ReadyAt >= _options.SwitchAfter);

    /// <summary>Lets short tasks wait in the pipes of busy workers, so that no worker idles between two.</summary>
    private void FillPipes()
    {
        while (_queues.Count > 0)
        {
            PoolSlot? best = null;
            foreach (var slot in _slots)
            {
                if (slot.Phase == SlotPhase.Ready && !slot.IsDoomed && (best is null || slot.Pipe.Count < best.Pipe.Count) &&
                    slot.User is { } user && _queues.TryPeek(user, out var next) && MayPipeline(slot, next))
                    best = slot;
            }
            if (best is null || !_queues.TryPeek(best.User!, out var task))
                return;
            Send(best, task);
        }
    }

    private bool MayPipeline(PoolSlot slot, PoolTask task) =>
        slot.Pipe.Count < _options.MaxDepth
        && _now - slot.HeadSince <= _options.StuckAfter
        && _runTimes.TryGetValue(task.Code, out var runTime)
        && slot.PipeEstimate + runTime <= _options.PipelineBudget
        && slot.PipeBytes + BytesFor(slot, task) <= _options.PipeBytes;

    private static int BytesFor(PoolSlot slot, PoolTask task) =>
        task.FrameBytes + (slot.Functions.ContainsKey(task.Code) ? 0 : 2 * (5 + FrameCodec.HashBytes) + task.Code.Body.Length);

    private void Send(PoolSlot slot, PoolTask task)
    {
        _queues.Take(task.Envelope.User);
        var bytes = BytesFor(slot, task);
        if (slot.Pipe.Count == 0)
            slot.HeadSince = _now;
        slot.User = task.Envelope.User;
        slot.PipeBytes += bytes;
        // An unknown function may take for ever.
        var estimate = _runTimes.TryGetValue(task.Code, out var runTime) ? runTime : _options.PipelineBudget;
        slot.PipeEstimate += estimate;
        var sendsFunction = !slot.Functions.ContainsKey(task.Code);
        FunctionCode? forget = null;
        if (sendsFunction && slot.Functions.Count >= _options.MaxFunctions)
        {
            forget = slot.Functions.MinBy(f => f.Value).Key;
            slot.Functions.Remove(forget);
        }
        slot.Functions[task.Code] = ++_uses;
        slot.Pipe.Enqueue(new(task, ++_lastNonce, bytes, estimate));
        _actions.Add(new PoolAction.SendTask(slot.Worker, task, _lastNonce, sendsFunction, forget, slot.PipeBytes <= _options.PipeBytes));
    }

    private void Start(PoolSlot slot, string? user)
    {
        slot.Worker = ++_lastWorker;
        slot.Phase = SlotPhase.Starting;
        slot.StartedAt = _now;
        slot.User = user;
        _byWorker[slot.Worker] = slot;
        _actions.Add(new PoolAction.StartWorker(slot.Worker));
    }
}
