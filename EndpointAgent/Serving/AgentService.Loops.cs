using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>What goes on within one session. The first loop that fails ends the others and the session.</summary>
internal sealed partial class AgentService
{
    private const int FunctionsPerFetch = 16;
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(250);
    private TimeSpan _heartbeat;
    private Task _listening = Task.CompletedTask;

    private async Task ServeAsync(AgentSession session, Task drained)
    {
        using var over = new CancellationTokenSource();
        _listening = Task.CompletedTask;
        Task[] loops = [PullLoopAsync(session, over.Token), ReportLoopAsync(session, over.Token), HeartbeatLoopAsync(session, over.Token), WatchLoopAsync(over.Token)];
        try
        {
            var first = await Task.WhenAny([.. loops, drained]).ConfigureAwait(false);
            if (first != drained)
                await first.ConfigureAwait(false);
            await drained.ConfigureAwait(false);
            await FarewellAsync(session, loops).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll([.. loops, _listening]).ContinueWith(static ended => ended.Exception, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private async Task FarewellAsync(AgentSession session, Task[] loops)
    {
        using var bound = new CancellationTokenSource(_options.FarewellTimeout, _time);
        _held.Reportable.Set();
        while (!_held.IsSettled && !bound.IsCancellationRequested && !loops[1].IsCompleted)
            await Task.WhenAny(loops[1], Task.Delay(TimeSpan.FromMilliseconds(20), _time, CancellationToken.None)).ConfigureAwait(false);
        if (!_held.IsSettled)
            return;
        await _endpoint.DetachAsync(Caller.FromToken, session, "the agent was stopped").WaitAsync(_options.FarewellTimeout, _time).ConfigureAwait(false);
    }

    private async Task PullLoopAsync(AgentSession session, CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, _stop.Token);
        var sequence = 0L;
        try
        {
            await PullAsync(session, () => ++sequence, over, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested || _stop.IsCancellationRequested)
        {
            // The session ends, or the agent drains: then reports and heartbeats go on, and orders are still heard.
        }
        while (true)
        {
            if (_listening.IsCompleted)
                _listening = ListenAsync(session, ++sequence, over);
            await _listening.ConfigureAwait(false);
        }
    }

    private async Task PullAsync(AgentSession session, Func<long> nextSequence, CancellationToken over, CancellationToken either)
    {
        await ProvideAsync(session, either).ConfigureAwait(false);
        while (!either.IsCancellationRequested)
        {
            if (_listening.IsCompleted)
                await _listening.ConfigureAwait(false);
            var credits = _held.Credits;
            if (credits == 0)
            {
                if (_listening.IsCompleted)
                    _listening = ListenAsync(session, nextSequence(), over);
                await WaitForRoomAsync(_listening, either).ConfigureAwait(false);
                continue;
            }
            // It takes the place of a call that listens still: that one comes back empty.
            var sequence = nextSequence();
            var reply = await CallAsync(
                () => _endpoint.PullAsync(Caller.FromToken, session, new() { Sequence = sequence, Credits = credits, Wait = _options.PullWait }), either).ConfigureAwait(false);
            Obey(reply.Cancels, reply.Drain);
            _held.Accept(reply.Tasks);
            await ProvideAsync(session, either).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for no tasks, only for orders: without a parked call a cancel would wait for the next heartbeat.</summary>
    private async Task ListenAsync(AgentSession session, long sequence, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(
            () => _endpoint.PullAsync(Caller.FromToken, session, new() { Sequence = sequence, Credits = 0, Wait = _options.PullWait }), cancellationToken).ConfigureAwait(false);
        Obey(reply.Cancels, reply.Drain);
    }

    private async Task WaitForRoomAsync(Task listening, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A full disk frees nothing here: look again after a while.
        bound.CancelAfter(TimeSpan.FromSeconds(1));
        var freed = _held.Freed.WaitAsync(bound.Token);
        await Task.WhenAny(listening, freed).ConfigureAwait(false);
        await bound.CancelAsync().ConfigureAwait(false);
        try
        {
            await freed.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _held.Commit();
        }
    }

    /// <summary>Finds the functions of what came, and hands it to the pool.</summary>
    private async Task ProvideAsync(AgentSession session, CancellationToken cancellationToken)
    {
        var waiting = _held.AwaitingCode;
        if (waiting.Count == 0)
            return;
        var missing = waiting.Select(t => t.Function).Distinct().Where(f => _functions.Find(f) is null).ToList();
        Submit(waiting);
        foreach (var some in missing.Chunk(FunctionsPerFetch))
        {
            var bodies = await CallAsync(() => _endpoint.FetchFunctionsAsync(Caller.FromToken, session, some), cancellationToken).ConfigureAwait(false);
            var damaged = bodies.Where(b => !_functions.TryAdd(b)).Select(b => b.Id).ToHashSet();
            Submit(waiting);
            var came = bodies.Select(b => b.Id).ToHashSet();
            foreach (var task in waiting.Where(t => damaged.Contains(t.Function)))
                _held.Fail(task, TaskFailureKind.FunctionMalformed, $"The body of function {task.Function} does not have its hash.", "Register the function again.");
            foreach (var task in waiting.Where(t => some.Contains(t.Function) && !came.Contains(t.Function)))
                _held.Fail(task, TaskFailureKind.FunctionNotFound, $"Function {task.Function} was deleted before the task ran.", "Register the function again.");
        }
    }

    private void Submit(IReadOnlyList<TaskEnvelope> waiting)
    {
        var ready = waiting.Select(t => (Task: t, Code: _functions.Find(t.Function))).Where(t => t.Code is not null).Select(t => new PoolTask(t.Task, t.Code!)).ToList();
        var taken = _held.Found(ready.Select(t => t.Id));
        _pool.Submit(ready.Where(t => taken.Contains(t.Id)));
    }

    private async Task ReportLoopAsync(AgentSession session, CancellationToken over)
    {
        while (true)
        {
            over.ThrowIfCancellationRequested();
            if (_held.TakeReport() is not { } report)
            {
                await _held.Reportable.WaitAsync(over).ConfigureAwait(false);
                continue;
            }
            try
            {
                var reply = await CallAsync(() => _endpoint.ReportAsync(Caller.FromToken, session, report), over).ConfigureAwait(false);
                _held.Acknowledge(report);
                foreach (var refused in reply.Refused)
                    LogRefused(refused.Task, refused.Code);
                _held.Freed.Set();
            }
            catch
            {
                _held.PutBack(report);
                throw;
            }
        }
    }

    private async Task HeartbeatLoopAsync(AgentSession session, CancellationToken over)
    {
        using var timer = new PeriodicTimer(_heartbeat, _time);
        while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
        {
            var pool = _pool.Status;
            var reply = await CallAsync(
                () => _endpoint.HeartbeatAsync(Caller.FromToken, session, new()
                {
                    Workers = pool.Workers,
                    IdleWorkers = pool.Idle,
                    RunningTasks = pool.Running,
                    QueuedTasks = pool.Queued,
                    SpoolBytes = _held.SpoolBytes,
                    Message = _held.Problem ?? pool.Problem,
                }),
                over).ConfigureAwait(false);
            Obey(reply.Cancels, reply.Drain);
        }
    }

    private async Task WatchLoopAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(WatchPeriod, _time);
        while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
            _held.NoteRunning(_pool.Running);
    }

    private void Obey(TaskId[] cancels, bool drain)
    {
        if (cancels.Length > 0)
        {
            _held.Cancel(cancels);
            _pool.Cancel(cancels);
        }
        if (drain && !_stop.IsCancellationRequested)
        {
            LogAskedToDrain();
            RequestStop();
        }
    }

    /// <summary>Calls the service; what it asks to try again later is tried again within the session.</summary>
    private async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var pause = FirstBackoff;
        while (true)
        {
            try
            {
                return await call().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is StorageUnavailableException or OverloadedException)
            {
                LogRetry(e.Message);
                await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), _time, cancellationToken).ConfigureAwait(false);
                pause = pause * 2 < _options.MaxBackoff ? pause * 2 : _options.MaxBackoff;
            }
        }
    }
}
