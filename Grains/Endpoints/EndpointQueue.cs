namespace FuncX.Actors.Grains.Endpoints;

/// <summary>What waits for one endpoint: a bounded window per (priority, user) in memory, the rest in the database. Pure: it reads nothing and knows no clock.</summary>
/// <remarks>First in, first out within a (priority, user); users take turns within a priority; a lower number goes first.</remarks>
public sealed class EndpointQueue(EndpointOptions options)
{
    private readonly SortedDictionary<int, List<Lane>> _levels = [];
    private readonly Dictionary<(int Priority, string User), Lane> _lanes = [];
    private readonly Dictionary<TaskId, WaitingTask> _byId = [];
    private readonly Dictionary<int, int> _turn = [];

    /// <summary>Tasks in memory.</summary>
    public int Count => _byId.Count;

    /// <summary>The database holds more than memory does.</summary>
    public bool HasMore => _lanes.Values.Any(lane => lane.HasMore);

    /// <summary>The task waits in memory.</summary>
    public bool Contains(TaskId id) => _byId.ContainsKey(id);

    /// <summary>No task up to here can appear any more: see <see cref="SequenceFloor"/>. Lines not known when the owner began start here.</summary>
    public long Floor { get; set; }

    /// <summary>The database holds open tasks in this line: read it, unless memory holds some of them.</summary>
    /// <param name="priority">Of the line.</param>
    /// <param name="user">Of the line.</param>
    /// <param name="mark">Its stored low-water mark.</param>
    /// <param name="isLeased">The agent holds a task of it.</param>
    public void Open(int priority, string user, long mark, bool isLeased)
    {
        if (!_lanes.TryGetValue((priority, user), out var lane))
            LaneOf(priority, user, mark).HasMore = true;
        else if (lane.Count == 0 && !isLeased)
            lane.HasMore = true;
    }

    /// <summary>A notice of a committed task. It is dropped if the window is full or behind: the refill finds it.</summary>
    public void Enqueue(QueuedTask task)
    {
        if (_byId.ContainsKey(task.Spec.Id))
            return;
        var lane = LaneOf(task.Spec.Priority, task.User, Floor);
        // A reading came first: the task is here already, or it came this way and has ended.
        if (task.Sequence <= lane.VerifiedTo)
            return;
        if (lane.HasMore || lane.Count >= options.WindowTasks || lane.Bytes >= options.WindowBytes)
        {
            lane.HasMore = true;
            lane.MissedNotice |= lane.IsRefilling;
            return;
        }
        Put(lane, new WaitingTask(task, 1));
    }

    /// <summary>Puts back what was handed out; it goes to its old place, whatever the window's bound.</summary>
    public void Requeue(WaitingTask task)
    {
        if (!_byId.ContainsKey(task.Task.Spec.Id))
            Put(LaneOf(task.Task.Spec.Priority, task.Task.User, Floor), task);
    }

    /// <summary>Up to <paramref name="credits"/> tasks and about <paramref name="maxBytes"/> bytes of arguments; at least one if there is any.</summary>
    public List<WaitingTask> Take(int credits, long maxBytes)
    {
        var taken = new List<WaitingTask>(Math.Min(credits, _byId.Count));
        long bytes = 0;
        foreach (var (priority, lanes) in _levels)
        {
            var idle = 0;
            var turn = _turn.GetValueOrDefault(priority) % lanes.Count;
            while (idle < lanes.Count && taken.Count < credits)
            {
                var lane = lanes[turn];
                if (lane.Head is not { } head)
                {
                    idle++;
                }
                else if (taken.Count > 0 && bytes + head.Bytes > maxBytes)
                {
                    _turn[priority] = turn;
                    return taken;
                }
                else
                {
                    idle = 0;
                    bytes += head.Bytes;
                    _byId.Remove(head.Task.Spec.Id);
                    taken.Add(lane.TakeHead());
                }
                turn = (turn + 1) % lanes.Count;
            }
            _turn[priority] = turn;
        }
        return taken;
    }

    /// <summary>Takes one task out, wherever it waits; null if it does not wait in memory.</summary>
    public WaitingTask? Remove(TaskId id)
    {
        if (!_byId.Remove(id, out var task))
            return null;
        LaneOf(task.Task.Spec.Priority, task.Task.User, Floor).Remove(task);
        return task;
    }

    /// <summary>Reads that are due: each must be answered by <see cref="Refilled"/> or <see cref="RefillFailed"/>.</summary>
    /// <param name="reconcile">Also read what came since the last reading, so that a lost notice is found and the mark moves on.</param>
    /// <param name="deep">Read again from the floor: another writer's older sequence may have been committed after a newer one was read.</param>
    public List<RefillRead> DueRefills(bool reconcile, bool deep = false)
    {
        var reads = new List<RefillRead>();
        foreach (var lane in _lanes.Values)
        {
            var hasRoom = lane.Count < options.RefillBelowTasks && lane.Bytes < options.WindowBytes;
            if (lane.IsRefilling || !((lane.HasMore && hasRoom) || (reconcile && lane.Tail > lane.VerifiedTo) || (deep && lane.Tail > Floor)))
                continue;
            lane.IsRefilling = true;
            lane.MissedNotice = false;
            reads.Add(new RefillRead(lane.Priority, lane.User, deep ? Math.Min(lane.VerifiedTo, Floor) : lane.VerifiedTo, options.RefillBatchTasks, lane.Tail));
        }
        return reads;
    }

    /// <summary>What a read found, attempts already counted.</summary>
    /// <param name="read">The read.</param>
    /// <param name="found">Open tasks, lowest sequence first; those that are leased must be left out.</param>
    /// <param name="rows">Rows that the statement returned, leased ones included.</param>
    /// <param name="lastSequence">Sequence of its last row.</param>
    public void Refilled(RefillRead read, IReadOnlyList<WaitingTask> found, int rows, long lastSequence)
    {
        var lane = LaneOf(read.Priority, read.User, Floor);
        lane.IsRefilling = false;
        foreach (var task in found)
        {
            if (!_byId.ContainsKey(task.Task.Spec.Id))
                Put(lane, task);
        }
        var complete = rows < read.Limit;
        lane.HasMore = !complete || lane.MissedNotice || (lane.HasMore && read.After < lane.VerifiedTo);
        // A short read has seen everything that was committed before it began; a full one only what lies up to its last row.
        lane.VerifiedTo = Math.Max(lane.VerifiedTo, complete ? Math.Max(Floor, Math.Max(read.TailAtRead, lastSequence)) : lastSequence);
    }

    /// <summary>The read failed: it is due again.</summary>
    public void RefillFailed(RefillRead read)
    {
        var lane = LaneOf(read.Priority, read.User, Floor);
        lane.IsRefilling = false;
        lane.HasMore = true;
    }

    /// <summary>Low-water marks that may be stored: nothing open lies below them unseen.</summary>
    /// <param name="lowestLeased">Lowest sequence of a lane that is leased and not recorded as started.</param>
    public IReadOnlyList<LaneMark> Marks(Func<int, string, long?> lowestLeased)
    {
        var marks = new List<LaneMark>(_lanes.Count);
        foreach (var lane in _lanes.Values)
        {
            // Below the floor nothing can appear any more; above it an older sequence may still commit.
            var mark = Math.Min(lane.VerifiedTo, Floor);
            if (lane.Head is { } head)
                mark = Math.Min(mark, head.Task.Sequence - 1);
            if (lowestLeased(lane.Priority, lane.User) is { } leased)
                mark = Math.Min(mark, leased - 1);
            marks.Add(new LaneMark(lane.Priority, lane.User, mark));
        }
        return marks;
    }

    private void Put(Lane lane, WaitingTask task)
    {
        if (lane.Add(task))
            _byId[task.Task.Spec.Id] = task;
    }

    private Lane LaneOf(int priority, string user, long mark)
    {
        if (_lanes.TryGetValue((priority, user), out var lane))
            return lane;
        lane = new Lane(priority, user, mark);
        _lanes.Add((priority, user), lane);
        if (!_levels.TryGetValue(priority, out var lanes))
            _levels.Add(priority, lanes = []);
        lanes.Add(lane);
        return lane;
    }
}

/// <summary>One read of the database that is due.</summary>
/// <param name="Priority">Of the lane.</param>
/// <param name="User">Of the lane.</param>
/// <param name="After">Read above this sequence.</param>
/// <param name="Limit">At most this many rows.</param>
/// <param name="TailAtRead">The lane's tail when the read began.</param>
public readonly record struct RefillRead(int Priority, string User, long After, int Limit, long TailAtRead);

/// <summary>Low-water mark of a lane.</summary>
/// <param name="Priority">Of the lane.</param>
/// <param name="User">Of the lane.</param>
/// <param name="Mark">All tasks up to it have ended or started.</param>
public readonly record struct LaneMark(int Priority, string User, long Mark);
