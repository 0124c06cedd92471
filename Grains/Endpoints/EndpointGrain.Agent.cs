using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Grains.Endpoints;

/// <summary>The agent's side: attach, pull, report, heartbeat.</summary>
internal sealed partial class EndpointGrain
{
    private const int ProtocolVersion = 1;
    private const int MaxCredits = 10_000;
    private const int MaxFunctionsPerFetch = 16;

    private readonly HashSet<TaskId> _cancels = [];
    private TaskCompletionSource<bool>? _parked;
    private (Guid Session, long Sequence, PullReply Reply)? _lastPull;
    private (Guid Session, Guid Instance, Guid By) _replaced;

    public async Task<AttachReply> AttachAsync(Caller caller, AgentHello hello)
    {
        if (!Exists)
            throw new ResourceNotFoundException("Endpoint", Id.ToString());
        if (hello.ProtocolVersion != ProtocolVersion)
            throw new InvalidRequestException($"The agent speaks protocol {hello.ProtocolVersion}, this silo {ProtocolVersion}.", "Install the agent of the same release as the silo.");
        if (hello.LastOwnerEpoch > _epoch)
            throw Stale();

        _replaced = (_presence.Session?.Session ?? _replaced.Session, _presence.Hello?.Instance ?? Guid.Empty, hello.Instance);
        EndSession("a newer session attached");
        hello = hello with { Host = Text.Printable(hello.Host, 200), Version = Text.Printable(hello.Version, 40) };
        var session = new AgentSession { Endpoint = Id, OwnerEpoch = _epoch, Session = Guid.NewGuid() };
        var discard = await SettleInventoryAsync(hello, session);
        state.State = State with { LastSeen = clock.GetUtcNow() };
        await state.WriteStateAsync();
        _presence.Attach(session, hello, MonotonicNow);
        LogAttached(Id, hello.Host, hello.Inventory.Length, discard.Length);
        await RefillAsync(reconcile: true);
        return new AttachReply
        {
            Session = session,
            Discard = discard,
            HeartbeatInterval = _options.HeartbeatInterval,
            SessionTimeout = _options.SessionTimeout,
            EndpointName = State.Name,
        };
    }

    public async Task<PullReply> PullAsync(Caller caller, AgentSession session, PullRequest request)
    {
        CheckSession(session);
        if (_lastPull is { } last && last.Session == session.Session && last.Sequence == request.Sequence)
            return last.Reply;
        polls.ThrowIfStopping();
        var credits = Math.Clamp(request.Credits, 0, MaxCredits);
        var started = clock.GetTimestamp();
        var wait = Bound(request.Wait);
        _parked?.TrySetResult(false);
        while (true)
        {
            if (credits > 0 && _queue.Count == 0 && _queue.HasMore)
                await RefillAsync(reconcile: false);
            CheckSession(session);
            var left = wait - clock.GetElapsedTime(started);
            var reply = await LeaseAsync(session, credits == 0 ? [] : _queue.Take(credits, _options.PullBytes));
            if (reply.Tasks.Length > 0 || reply.Cancels.Length > 0 || left <= TimeSpan.Zero)
            {
                if (reply.Tasks.Length > 0)
                    _lastPull = (session.Session, request.Sequence, reply);
                return reply;
            }
            var parked = _parked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!await polls.WaitAsync(parked.Task, left) || !await parked.Task)
                return new PullReply { Tasks = [], Cancels = [] };
        }
    }

    public async Task<FunctionBody[]> FetchFunctionsAsync(Caller caller, AgentSession session, FunctionId[] functions)
    {
        CheckSession(session);
        var bodies = new List<FunctionBody>();
        foreach (var function in functions.Distinct().Take(MaxFunctionsPerFetch).Where(_leases.Holds).ToList())
        {
            try
            {
                bodies.Add(await GrainFactory.GetGrain<IFunctionGrain>(function.Value).GetBodyAsync(Caller.System));
            }
            catch (ResourceNotFoundException)
            {
                LogFunctionGone(Id, function);
            }
        }
        return bodies.ToArray();
    }

    public async Task<ReportReply> ReportAsync(Caller caller, AgentSession session, ReportRequest report)
    {
        CheckSession(session);
        foreach (var id in report.Returned)
            Return(id);
        await RecordStartsAsync(report.Started.Select(s => (s.Task, s.Attempt, Printable(s.Worker))).ToList(), session);
        await LoseAsync(report.Lost
            .Select(l => (Report: l, Lease: _leases.Find(l.Task)))
            .Where(l => l.Lease is not null && l.Lease.Attempt == l.Report.Attempt)
            .Select(l => new Loss(l.Lease!, TaskFailureKind.WorkerLost, Text.Printable(l.Report.Reason, 500), l.Report.ExitCode, Printable(l.Report.Worker)))
            .ToList());
        var refused = await EndAsync(report.Outcomes);
        WakePull();
        return new ReportReply { Refused = refused };
    }

    public Task<HeartbeatReply> HeartbeatAsync(Caller caller, AgentSession session, AgentStatus status)
    {
        CheckSession(session);
        _presence.Seen(MonotonicNow, status with { Message = status.Message is null ? null : Text.Printable(status.Message, 500) });
        return Task.FromResult(new HeartbeatReply { Cancels = TakeCancels() });
    }

    public async Task DetachAsync(Caller caller, AgentSession session, string reason)
    {
        CheckSession(session);
        foreach (var lease in _leases.HeldByOthers(Guid.Empty).Where(lease => lease.State == TaskState.WaitingForLaunch))
            Return(lease.Task.Spec.Id);
        EndSession(Text.Printable(reason, 200));
        state.State = State with { LastSeen = clock.GetUtcNow() };
        await state.WriteStateAsync();
    }

    /// <summary>Leases what was taken from the queue. An at-most-once task leaves only if its hand-out is new in the database.</summary>
    private async Task<PullReply> LeaseAsync(AgentSession session, List<WaitingTask> taken)
    {
        var leases = taken.ConvertAll(t => _leases.Grant(t.Task, t.NextAttempt, session.Session));
        var fenced = leases.Where(l => l.Task.Spec.AtMostOnce).ToList();
        if (fenced.Count > 0)
        {
            try
            {
                var isNew = await ledger.InsertAttemptsAsync(fenced.ConvertAll(l => Event(l, AttemptEvent.HandedOut, session)));
                foreach (var lease in fenced.Where((_, i) => !isNew[i]))
                    Retake(lease, lease.Attempt + 1);
            }
            catch (FuncXException)
            {
                foreach (var lease in leases)
                    Retake(lease, lease.Attempt);
                throw;
            }
        }
        var envelopes = new List<TaskEnvelope>(leases.Count);
        foreach (var lease in leases)
        {
            if (_leases.Find(lease.Task.Spec.Id) == lease)
                envelopes.Add(ToEnvelope(lease));
        }
        return new PullReply { Tasks = envelopes.ToArray(), Cancels = TakeCancels() };
    }

    private void Retake(Lease lease, int nextAttempt)
    {
        if (_leases.Find(lease.Task.Spec.Id) != lease)
            return;
        _leases.End(lease.Task.Spec.Id);
        _queue.Requeue(new WaitingTask(lease.Task, nextAttempt));
    }

    private void Return(TaskId id)
    {
        if (_leases.Find(id) is { } lease && TaskLifecycle.Apply(lease.State, TaskEvent.Returned).Effects.HasFlag(TaskEffects.Requeue))
            Retake(lease, lease.Task.Spec.AtMostOnce ? lease.Attempt + 1 : lease.Attempt);
    }

    private TaskId[] TakeCancels()
    {
        if (_cancels.Count == 0)
            return [];
        var cancels = _cancels.ToArray();
        _cancels.Clear();
        return cancels;
    }

    private void WakePull()
    {
        if (_queue.Count > 0 || _cancels.Count > 0)
            _parked?.TrySetResult(true);
    }

    private void CheckSession(AgentSession session)
    {
        if (session.OwnerEpoch > _epoch)
            throw Stale();
        if (_presence.Session?.Session != session.Session)
        {
            throw new SessionReplacedException(Id, $"Session {session.Session} of endpoint {Id} is over: another agent attached, or it was silent for {_options.SessionTimeout.TotalSeconds:0.#} s.")
            {
                ByAnotherAgent = _replaced.Session == session.Session && _replaced.Instance != _replaced.By,
            };
        }
        _presence.Seen(MonotonicNow);
    }

    private static string? Printable(string? text) => text is null ? null : Text.Printable(text, 200);

    private StaleOwnerException Stale()
    {
        StandDown("a newer owner is known");
        return new StaleOwnerException(Id);
    }

    private void EndSession(string reason)
    {
        if (_presence.Session is not null)
            LogSessionEnded(Id, reason);
        _presence.Leave(MonotonicNow);
        _lastPull = null;
        _parked?.TrySetResult(false);
        _parked = null;
    }

    private static TaskEnvelope ToEnvelope(Lease lease) => new()
    {
        Id = lease.Task.Spec.Id,
        Attempt = lease.Attempt,
        Function = lease.Task.Spec.Function,
        User = lease.Task.User,
        Payload = lease.Task.Spec.Payload,
        ResultSerializer = lease.Task.Spec.ResultSerializer,
        AtMostOnce = lease.Task.Spec.AtMostOnce,
        WallTime = lease.Task.Spec.WallTime,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint}: agent on {Host} attached with {Inventory} tasks in hand, {Discarded} of them ended meanwhile.")]
    private partial void LogAttached(EndpointId endpoint, string host, int inventory, int discarded);

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint}: the agent's session is over: {Reason}.")]
    private partial void LogSessionEnded(EndpointId endpoint, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: function {Function} is gone; its tasks will fail.")]
    private partial void LogFunctionGone(EndpointId endpoint, FunctionId function);
}
