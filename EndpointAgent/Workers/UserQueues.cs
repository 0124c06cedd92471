using System.Diagnostics.CodeAnalysis;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Tasks that wait for a worker: first come, first served within a user.</summary>
internal sealed class UserQueues
{
    private readonly Dictionary<string, LinkedList<PoolTask>> _queues = new(StringComparer.Ordinal);

    /// <summary>Tasks in all.</summary>
    public int Count { get; private set; }

    /// <summary>Users with a waiting task, the one who waits longest first.</summary>
    public IReadOnlyList<string> UsersByWait =>
        Count == 0 ? [] : _queues.Count == 1 ? [.. _queues.Keys] : [.. _queues.OrderBy(q => q.Value.First!.Value.ArrivedAt).ThenBy(q => q.Key, StringComparer.Ordinal).Select(q => q.Key)];

    /// <summary>Adds a task behind the others of its user.</summary>
    public void Add(PoolTask task)
    {
        QueueOf(task).AddLast(task);
        Count++;
    }

    /// <summary>Puts a task back before the others of its user.</summary>
    public void PutBack(PoolTask task)
    {
        QueueOf(task).AddFirst(task);
        Count++;
    }

    /// <summary>The user's next task, left in place.</summary>
    public bool TryPeek(string user, [NotNullWhen(true)] out PoolTask? task)
    {
        task = _queues.GetValueOrDefault(user)?.First?.Value;
        return task is not null;
    }

    /// <summary>Tasks of a user.</summary>
    public int CountOf(string user) => _queues.GetValueOrDefault(user)?.Count ?? 0;

    /// <summary>Takes the task that <see cref="TryPeek"/> showed.</summary>
    public void Take(string user)
    {
        var queue = _queues[user];
        queue.RemoveFirst();
        Count--;
        if (queue.Count == 0)
            _queues.Remove(user);
    }

    /// <summary>Takes out one task wherever it waits.</summary>
    public bool TryRemove(TaskId id, [NotNullWhen(true)] out PoolTask? task)
    {
        foreach (var (user, queue) in _queues)
        {
            for (var node = queue.First; node is not null; node = node.Next)
            {
                if (node.Value.Id != id)
                    continue;
                task = node.Value;
                queue.Remove(node);
                Count--;
                if (queue.Count == 0)
                    _queues.Remove(user);
                return true;
            }
        }
        task = null;
        return false;
    }

    /// <summary>Takes out all tasks that may not be started twice.</summary>
    public List<PoolTask> TakeAtMostOnce()
    {
        List<PoolTask> taken = [.. _queues.Values.SelectMany(q => q).Where(t => t.Envelope.AtMostOnce)];
        foreach (var task in taken)
            TryRemove(task.Id, out _);
        return taken;
    }

    /// <summary>Takes out everything.</summary>
    public List<PoolTask> Clear()
    {
        List<PoolTask> all = [.. _queues.Values.SelectMany(q => q).OrderBy(t => t.ArrivedAt)];
        _queues.Clear();
        Count = 0;
        return all;
    }

    private LinkedList<PoolTask> QueueOf(PoolTask task)
    {
        if (!_queues.TryGetValue(task.Envelope.User, out var queue))
            _queues[task.Envelope.User] = queue = new();
        return queue;
    }
}
