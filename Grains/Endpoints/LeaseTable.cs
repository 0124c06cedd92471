namespace FuncX.Actors.Grains.Endpoints;

/// <summary>What the agent holds, and which session it holds it under. Pure.</summary>
internal sealed class LeaseTable
{
    private readonly Dictionary<TaskId, Lease> _leases = [];

    public int Count => _leases.Count;

    public Lease? Find(TaskId id) => _leases.GetValueOrDefault(id);

    public Lease Grant(QueuedTask task, int attempt, Guid session)
    {
        var lease = new Lease(task, attempt, session);
        _leases[task.Spec.Id] = lease;
        return lease;
    }

    public Lease? End(TaskId id) => _leases.Remove(id, out var lease) ? lease : null;

    /// <summary>Leases that a session other than <paramref name="session"/> holds.</summary>
    public List<Lease> HeldByOthers(Guid session) => _leases.Values.Where(lease => lease.Session != session).ToList();

    /// <summary>The session holds a task that calls this function.</summary>
    public bool Holds(FunctionId function) => _leases.Values.Any(lease => lease.Task.Spec.Function == function);

    /// <summary>Lowest sequence of a lane that is leased and has no recorded start.</summary>
    public long? LowestUnstarted(int priority, string user)
    {
        long? lowest = null;
        foreach (var lease in _leases.Values)
        {
            if (!lease.IsStartRecorded && lease.Task.Spec.Priority == priority && lease.Task.User == user)
                lowest = Math.Min(lowest ?? long.MaxValue, lease.Task.Sequence);
        }
        return lowest;
    }
}
