namespace FuncX.Actors.Grains.Endpoints;

/// <summary>One first-in-first-out line: the tasks of one user at one priority. The window in memory is a prefix of what the database holds.</summary>
internal sealed class Lane(int priority, string user, long mark)
{
    // Ordered by sequence; items before _head are gone. Notices come nearly in order, so that adding is appending.
    private readonly List<WaitingTask> _window = [];
    private int _head;

    public int Priority { get; } = priority;

    public string User { get; } = user;

    /// <summary>Everything up to here is known to have ended, started, or to be in memory.</summary>
    public long VerifiedTo { get; set; } = mark;

    /// <summary>Highest sequence ever put into the window.</summary>
    public long Tail { get; private set; } = mark;

    /// <summary>The database holds tasks beyond the tail.</summary>
    public bool HasMore { get; set; }

    /// <summary>A notice came while a refill was reading: what it read may be short.</summary>
    public bool MissedNotice { get; set; }

    /// <summary>A read of the database for this lane is on its way.</summary>
    public bool IsRefilling { get; set; }

    public int Count => _window.Count - _head;

    public long Bytes { get; private set; }

    public WaitingTask? Head => Count == 0 ? null : _window[_head];

    /// <summary>Sorts a task in; false if it is there already.</summary>
    public bool Add(WaitingTask task)
    {
        var sequence = task.Task.Sequence;
        if (Count == 0 || sequence > _window[^1].Task.Sequence)
        {
            _window.Add(task);
        }
        else
        {
            var at = Find(sequence);
            if (at < _window.Count && _window[at].Task.Sequence == sequence)
                return false;
            _window.Insert(at, task);
        }
        Bytes += task.Bytes;
        Tail = Math.Max(Tail, sequence);
        return true;
    }

    public WaitingTask TakeHead()
    {
        var head = _window[_head];
        _window[_head++] = null!;
        if (_head >= 256 && _head * 2 >= _window.Count)
            Compact();
        Bytes -= head.Bytes;
        return head;
    }

    public bool Remove(WaitingTask task)
    {
        var at = Find(task.Task.Sequence);
        if (at == _window.Count || _window[at].Task.Sequence != task.Task.Sequence)
            return false;
        _window.RemoveAt(at);
        Bytes -= task.Bytes;
        return true;
    }

    private void Compact()
    {
        _window.RemoveRange(0, _head);
        _head = 0;
    }

    private int Find(long sequence)
    {
        var (low, high) = (_head, _window.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_window[middle].Task.Sequence < sequence)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
