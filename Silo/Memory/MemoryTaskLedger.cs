using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Memory;

/// <summary>The ledger for <c>--storage memory</c>: the same promises but durability. Everything is gone with the process.</summary>
internal sealed class MemoryTaskLedger : ITaskLedger
{
    /// <summary>Tasks kept, ended ones included; nothing is ever dropped.</summary>
    public const int MaxTasks = 1_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TaskId, TaskRecord> _tasks = [];
    private readonly Dictionary<TaskId, (OutcomeRecord Record, long Sequence)> _outcomes = [];
    private readonly Dictionary<TaskId, List<AttemptRecord>> _attempts = [];
    private readonly Dictionary<EndpointId, Dictionary<(int, string), SortedDictionary<long, TaskRecord>>> _open = [];
    private readonly Dictionary<GroupId, List<(long Sequence, TaskOutcome Outcome)>> _groups = [];
    private readonly Dictionary<GroupId, long> _submitted = [];
    private long _taskSequence;
    private long _outcomeSequence;

    public Task<TaskVerdict[]> InsertTasksAsync(IReadOnlyList<TaskRecord> tasks)
    {
        lock (_lock)
        {
            return _tasks.Count + tasks.Count > MaxTasks
                ? throw new OverloadedException($"Memory storage holds {_tasks.Count:N0} tasks of at most {MaxTasks:N0}: start the silo anew, or with Postgres.", TimeSpan.FromMinutes(1))
                : Task.FromResult(tasks.Select(Insert).ToArray());
        }
    }

    public Task<OutcomeVerdict[]> InsertOutcomesAsync(IReadOnlyList<OutcomeRecord> outcomes)
    {
        lock (_lock)
            return Task.FromResult(outcomes.Select(Insert).ToArray());
    }

    public Task<bool[]> InsertAttemptsAsync(IReadOnlyList<AttemptRecord> attempts)
    {
        lock (_lock)
        {
            return Task.FromResult(attempts.Select(attempt =>
            {
                if (!_attempts.TryGetValue(attempt.Task, out var list))
                    _attempts.Add(attempt.Task, list = []);
                if (list.Exists(a => a.Info.Number == attempt.Info.Number && a.Info.Event == attempt.Info.Event))
                    return false;
                list.Add(attempt);
                return true;
            }).ToArray());
        }
    }

    public Task<long> ReadSequenceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_taskSequence);
    }

    public Task<IReadOnlyList<QueueKey>> ReadQueueKeysAsync(EndpointId endpoint, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<QueueKey>>(_open.TryGetValue(endpoint, out var lanes)
                ? lanes.Where(l => l.Value.Count > 0).Select(l => new QueueKey(l.Key.Item1, l.Key.Item2, 0)).ToList()
                : []);
        }
    }

    public Task<IReadOnlyList<TaskRecord>> ReadQueueAsync(EndpointId endpoint, int priority, string user, long after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<TaskRecord>>(_open.TryGetValue(endpoint, out var lanes) && lanes.TryGetValue((priority, user), out var lane)
                ? lane.Where(t => t.Key > after && !WasStarted(t.Value.Spec.Id)).Take(limit).Select(t => t.Value).ToList()
                : []);
        }
    }

    public Task<IReadOnlyList<StartedTask>> ReadStartedAsync(EndpointId endpoint, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var started = new List<StartedTask>();
            foreach (var (id, events) in _attempts)
            {
                if (_outcomes.ContainsKey(id) || !_tasks.TryGetValue(id, out var task) || task.Spec.Endpoint != endpoint || !WasStarted(id))
                    continue;
                var number = events.Max(e => e.Info.Number);
                var latest = events.Where(e => e.Info.Number == number).ToList();
                started.Add(new StartedTask(task, number, latest.Exists(e => e.Info.Event == AttemptEvent.Lost), latest[^1].Session, latest[0].Info.At));
            }
            return Task.FromResult<IReadOnlyList<StartedTask>>(started);
        }
    }

    public Task SaveMarksAsync(EndpointId endpoint, IReadOnlyList<QueueKey> marks) => Task.CompletedTask;

    public Task<IReadOnlyList<TaskRecord>> ReadTasksAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<TaskRecord>>(ids.Distinct().Where(_tasks.ContainsKey).Select(id => _tasks[id]).ToList());
    }

    public Task<IReadOnlyList<OutcomeRecord>> ReadOutcomesAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<OutcomeRecord>>(ids.Distinct().Where(_outcomes.ContainsKey).Select(id => _outcomes[id].Record).ToList());
    }

    public Task<IReadOnlyList<AttemptRecord>> ReadAttemptsAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<AttemptRecord>>(ids.Distinct()
                .SelectMany(id => _attempts.GetValueOrDefault(id) ?? [])
                .OrderBy(a => a.Task.Value).ThenBy(a => a.Info.Number).ThenBy(a => a.Info.Event)
                .ToList());
        }
    }

    public Task<GroupPage> ReadGroupAsync(GroupId group, ResultCursor after, int max, int maxBytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var page = new List<TaskOutcome>();
            var next = after;
            long bytes = 0;
            foreach (var (sequence, outcome) in (_groups.GetValueOrDefault(group) ?? []).Where(o => o.Sequence > after.Sequence).Take(max))
            {
                bytes += outcome.Result?.Length ?? 0;
                if (page.Count > 0 && bytes > maxBytes)
                    break;
                page.Add(outcome);
                next = new ResultCursor { Transaction = (ulong)sequence, Sequence = sequence };
            }
            return Task.FromResult(new GroupPage(page, next));
        }
    }

    public Task<GroupCounts> CountGroupAsync(GroupId group, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var ended = _groups.GetValueOrDefault(group) ?? [];
            return Task.FromResult(new GroupCounts(
                _submitted.GetValueOrDefault(group),
                ended.Count(o => o.Outcome.State == TaskState.Success),
                ended.Count(o => o.Outcome.State == TaskState.Failed),
                ended.Count(o => o.Outcome.State == TaskState.Cancelled)));
        }
    }

    public Task<IReadOnlyList<TaskListItem>> ListAsync(TaskListRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<TaskListItem>>(_tasks.Values
                .Where(t => (request.Endpoint is null || t.Spec.Endpoint == request.Endpoint)
                    && (request.Function is null || t.Spec.Function == request.Function)
                    && (request.User is null || t.User == request.User)
                    && (request.Before is not { } before || t.Spec.Id.Value.CompareTo(before.Value) < 0))
                .Select(ToItem)
                .Where(i => request.State is not { } state || (state.IsTerminal() ? i.State == state : !i.State.IsTerminal()))
                .OrderByDescending(i => i.Id.Value)
                .Take(request.Limit)
                .ToList());
        }
    }

    public Task<IReadOnlyList<TaskRecord>> ReadExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<TaskRecord>>(_open.Values
                .SelectMany(lanes => lanes.Values)
                .SelectMany(lane => lane.Values)
                .Where(t => t.ExpiresAt <= now && !IsRunning(t.Spec.Id))
                .Take(limit)
                .ToList());
        }
    }

    private TaskVerdict Insert(TaskRecord task)
    {
        if (_tasks.TryGetValue(task.Spec.Id, out var there))
        {
            var isSame = there.User == task.User && there.SpecHash.AsSpan().SequenceEqual(task.SpecHash);
            return new TaskVerdict(isSame ? TaskVerdictKind.Duplicate : TaskVerdictKind.Conflict, isSame ? there.Sequence : 0);
        }
        var record = task with { Sequence = ++_taskSequence };
        _tasks.Add(task.Spec.Id, record);
        LaneOf(record).Add(record.Sequence, record);
        if (task.Spec.Group is { } group)
            _submitted[group] = _submitted.GetValueOrDefault(group) + 1;
        return new TaskVerdict(TaskVerdictKind.Inserted, record.Sequence);
    }

    private OutcomeVerdict Insert(OutcomeRecord record)
    {
        var id = record.Outcome.Id;
        if (_outcomes.TryGetValue(id, out var there))
            return new OutcomeVerdict(false, there.Record.Outcome.State);
        _outcomes.Add(id, (record, ++_outcomeSequence));
        if (_tasks.TryGetValue(id, out var task))
            LaneOf(task).Remove(task.Sequence);
        if (record.Outcome.Group is { } group)
        {
            if (!_groups.TryGetValue(group, out var list))
                _groups.Add(group, list = []);
            list.Add((_outcomeSequence, record.Outcome));
        }
        return new OutcomeVerdict(true, record.Outcome.State);
    }

    private SortedDictionary<long, TaskRecord> LaneOf(TaskRecord task)
    {
        if (!_open.TryGetValue(task.Spec.Endpoint, out var lanes))
            _open.Add(task.Spec.Endpoint, lanes = []);
        if (!lanes.TryGetValue((task.Spec.Priority, task.User), out var lane))
            lanes.Add((task.Spec.Priority, task.User), lane = []);
        return lane;
    }

    private bool WasStarted(TaskId id) => _attempts.TryGetValue(id, out var events) && events.Exists(e => e.Info.Event == AttemptEvent.Started);

    private bool IsRunning(TaskId id) => _attempts.TryGetValue(id, out var events)
        && events.Exists(e => e.Info.Event == AttemptEvent.Started && !events.Exists(l => l.Info.Event == AttemptEvent.Lost && l.Info.Number >= e.Info.Number));

    private TaskListItem ToItem(TaskRecord task)
    {
        TaskOutcome? outcome = _outcomes.TryGetValue(task.Spec.Id, out var end) ? end.Record.Outcome : null;
        return new TaskListItem
        {
            Id = task.Spec.Id,
            Endpoint = task.Spec.Endpoint,
            Function = task.Spec.Function,
            User = task.User,
            SubmittedAt = task.SubmittedAt,
            State = outcome?.State ?? TaskState.Received,
            CompletedAt = outcome?.CompletedAt,
            Group = task.Spec.Group,
        };
    }
}
