using FuncX.Actors.Grains.Security;
using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncX.Actors.Grains.Endpoints;

/// <summary>Owns one endpoint's queue while it is active: registration and what others ask. The agent's side is in EndpointGrain.Agent.cs.</summary>
internal sealed partial class EndpointGrain(
    [PersistentState(StorageNames.Endpoint, StorageNames.Provider)] IPersistentState<EndpointState> state,
    ITaskLedger ledger,
    ITokenStore tokens,
    SubmitGate gate,
    OutcomeNotifier notifier,
    LongPolls polls,
    IOptions<EndpointOptions> options,
    TimeProvider clock,
    ILogger<EndpointGrain> log) : Grain, IEndpointGrain
{
    private const int CancelPageTasks = 1_000;
    private const int MaxCancelsPerCall = 50_000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnknownTaskWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan QueuedElsewhereWait = TimeSpan.FromSeconds(2);

    private readonly EndpointOptions _options = options.Value;
    private readonly EndpointQueue _queue = new(options.Value);
    private readonly LeaseTable _leases = new();
    private readonly AgentPresence _presence = new(options.Value);
    private readonly EndWaiters _waiters = new(options.Value.MaxWaiters, polls);

    private EndpointId Id => EndpointId.From(this.GetPrimaryKey());

    private EndpointState State => state.State!;

    private bool Exists => state.RecordExists && !State.IsDeleted;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!Exists)
            return;
        await TakeOwnershipAsync(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _parked?.TrySetResult(false);
        if (Exists)
            await SaveMarksAsync();
    }

    public async Task<EndpointRegistration> RegisterAsync(Caller caller, EndpointSpec spec)
    {
        gate.CountCall(caller);
        if (string.IsNullOrWhiteSpace(spec.Name) || spec.Name.Length > 128)
            throw new InvalidRequestException("An endpoint needs a name of 1 to 128 characters.");
        if (state.RecordExists && (State.IsDeleted || State.Owner != caller.User))
            throw new ConflictException("ENDPOINT_ALREADY_REGISTERED", $"Endpoint id {Id} was registered by another account, or was deleted.", "Register under a new id.");

        state.State = State with
        {
            Name = spec.Name,
            Owner = caller.User,
            IsPublic = spec.IsPublic,
            Description = spec.Description,
            RegisteredAt = state.RecordExists ? State.RegisteredAt : clock.GetUtcNow(),
        };
        await state.WriteStateAsync();
        var token = Tokens.New();
        await tokens.RevokeEndpointAsync(Id, CancellationToken.None);
        await tokens.AddAsync(
            new TokenRecord
            {
                Hash = Tokens.Hash(token),
                Caller = new Caller { User = caller.User, Roles = CallerRoles.Agent, Endpoint = Id },
                Label = "agent of " + spec.Name,
                CreatedAt = clock.GetUtcNow(),
            },
            CancellationToken.None);
        if (!_ownsQueue)
            await TakeOwnershipAsync(CancellationToken.None);
        LogRegistered(Id, State.Owner);
        return new EndpointRegistration { Id = Id, Token = token };
    }

    public Task<EndpointInfo> GetAsync(Caller caller)
    {
        Require(caller);
        return Task.FromResult(new EndpointInfo
        {
            Id = Id,
            Name = State.Name,
            Owner = State.Owner,
            IsPublic = State.IsPublic,
            IsDeleted = State.IsDeleted,
            RegisteredAt = State.RegisteredAt,
        });
    }

    public Task<EndpointStatus> GetStatusAsync(Caller caller)
    {
        Require(caller);
        return Task.FromResult(new EndpointStatus
        {
            Id = Id,
            Name = State.Name,
            Owner = State.Owner,
            IsOnline = _presence.IsOnline,
            LastSeen = _presence.LastSeen ?? State.LastSeen,
            AgentHost = _presence.Hello?.Host,
            AgentVersion = _presence.Hello?.Version,
            Workers = _presence.IsOnline ? _presence.Status?.Workers ?? _presence.Hello!.Workers : 0,
            IdleWorkers = _presence.IsOnline ? _presence.Status?.IdleWorkers ?? Math.Max(0, _presence.Hello!.Workers - _leases.Count) : 0,
            QueuedTasks = _queue.Count,
            LeasedTasks = _leases.Count,
            HasMoreInDatabase = _queue.HasMore,
            Message = _presence.Status?.Message,
            OwnerEpoch = State.OwnerEpoch,
        });
    }

    public async Task DeleteAsync(Caller caller)
    {
        Require(caller);
        if (!caller.MayActFor(State.Owner))
            throw new AccessDeniedException($"Endpoint {Id} belongs to {State.Owner}.", "Only its owner or an administrator deletes it.");
        if (!State.IsDeleted)
        {
            state.State = State with { IsDeleted = true };
            await state.WriteStateAsync();
            LogDeleted(Id, caller.User);
        }
        await tokens.RevokeEndpointAsync(Id, CancellationToken.None);
        EndSession("the endpoint was deleted");
        await CancelOpenAsync(caller.User);
    }

    public Task EnqueueAsync(Caller caller, QueuedTask[] tasks)
    {
        if (!Exists)
            return state.RecordExists ? CommitOutcomesAsync(tasks.Select(Deleted).ToList()) : Task.CompletedTask;
        foreach (var task in tasks)
        {
            if (_leases.Find(task.Spec.Id) is null && !_touched.Contains(task.Spec.Id))
                _queue.Enqueue(task);
        }
        WakePull();
        return Task.CompletedTask;
    }

    public Task<bool> AwaitEndAsync(Caller caller, TaskId task, TimeSpan wait)
    {
        var bound = Bound(wait);
        if (_leases.Find(task) is not null || _queue.Contains(task))
            return _waiters.WaitAsync(task, bound);
        // What is not in memory may have ended between the caller's reading and this call: let it read again soon.
        var soon = _queue.HasMore ? QueuedElsewhereWait : UnknownTaskWait;
        return _waiters.WaitAsync(task, bound < soon ? bound : soon);
    }

    public Task<TaskPlace> LocateAsync(Caller caller, TaskId task)
    {
        if (_leases.Find(task) is { } lease)
        {
            return Task.FromResult(new TaskPlace
            {
                State = lease.State,
                Reason = lease.State == TaskState.Running ? $"attempt {lease.Attempt} runs on {_presence.Hello?.Host ?? "the agent"}" : $"attempt {lease.Attempt} waits at the agent for a worker",
            });
        }
        var last = _presence.LastSeen ?? State.LastSeen;
        return Task.FromResult(_presence.IsOnline
            ? new TaskPlace { State = TaskState.WaitingForNodes, Reason = $"all {_presence.Status?.Workers ?? _presence.Hello!.Workers} workers of endpoint '{State.Name}' are busy; {_queue.Count:N0} tasks wait" }
            : new TaskPlace
            {
                State = TaskState.WaitingForEndpoint,
                Reason = $"endpoint '{State.Name}' is offline ({(last is { } at ? $"last seen {at:u}" : "no agent has attached yet")}): start it with `funcx-endpoint start`",
            });
    }

    public async Task<int> ExpireAsync(Caller caller, QueuedTask[] tasks)
    {
        // What an agent holds was handed out in time: it runs to its end.
        var waiting = tasks.Where(task => _leases.Find(task.Spec.Id) is null).ToList();
        var now = clock.GetUtcNow();
        await CommitOutcomesAsync(waiting.ConvertAll(task => new Ending(task, OutcomeFactory.Expired(task.Spec, task.ExpiresAt, now))));
        return waiting.Count;
    }

    public Task EndedAsync(Caller caller, TaskOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            Touch(outcome.Id);
            _queue.Remove(outcome.Id);
            if (_leases.End(outcome.Id) is not null)
                _cancels.Add(outcome.Id);
            _waiters.Ended(outcome.Id);
        }
        WakePull();
        return Task.CompletedTask;
    }

    private void Require(Caller caller)
    {
        if (!state.RecordExists || !Rights.MayUse(caller, State.Owner, State.IsPublic))
            throw new ResourceNotFoundException("Endpoint", Id.ToString());
    }

    private TimeSpan Bound(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > _options.MaxWait ? _options.MaxWait : wait;

    /// <summary>Ends what is open, page by page; repeating it goes on where it stopped.</summary>
    private async Task CancelOpenAsync(string user)
    {
        await CommitOutcomesAsync(_leases.HeldByOthers(Guid.Empty).ConvertAll(lease => Deleted(lease.Task)));
        await CommitOutcomesAsync((await ledger.ReadStartedAsync(Id, CancellationToken.None)).Select(s => Deleted(s.Task.ToQueued())).ToList());
        var cancelled = 0;
        foreach (var key in await ledger.ReadQueueKeysAsync(Id, CancellationToken.None))
        {
            while (await ledger.ReadQueueAsync(Id, key.Priority, key.User, key.Mark, CancelPageTasks, CancellationToken.None) is { Count: > 0 } rows)
            {
                await CommitOutcomesAsync(rows.Select(row => Deleted(row.ToQueued())).ToList());
                cancelled += rows.Count;
                if (cancelled >= MaxCancelsPerCall)
                    throw new OverloadedException($"{cancelled:N0} queued tasks of endpoint {Id} are cancelled, more are left.", TimeSpan.FromMilliseconds(100));
            }
        }
        LogCancelled(Id, cancelled, user);
    }

    private Ending Deleted(QueuedTask task) => new(task, OutcomeFactory.Cancelled(task.Spec, State.Owner, "the endpoint was deleted", clock.GetUtcNow()));

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint}: {Count} queued tasks cancelled because {User} deleted it.")]
    private partial void LogCancelled(EndpointId endpoint, int count, string user);

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint} registered by {User}.")]
    private partial void LogRegistered(EndpointId endpoint, string user);

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint} deleted by {User}.")]
    private partial void LogDeleted(EndpointId endpoint, string user);
}
