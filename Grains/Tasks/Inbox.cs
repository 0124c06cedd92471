namespace FuncX.Actors.Grains.Tasks;

/// <summary>Outcomes that wait to be fetched by one client: bounded in bytes. Pure.</summary>
internal sealed class Inbox(long maxBytes)
{
    private readonly Queue<(long Position, TaskOutcome Outcome, long Bytes)> _items = new();
    private long _bytes;
    private long _position;

    /// <summary>Outcomes were dropped since the last page.</summary>
    public bool Overflowed { get; private set; }

    public bool HasNews => _items.Count > 0 || Overflowed;

    public void Add(TaskOutcome outcome)
    {
        var bytes = SizeOf(outcome);
        if (_bytes + bytes > maxBytes && _items.Count > 0)
        {
            Overflowed = true;
            return;
        }
        _bytes += bytes;
        _items.Enqueue((++_position, outcome, bytes));
    }

    /// <summary>Forgets what the client has.</summary>
    public void Acknowledge(long position)
    {
        while (_items.TryPeek(out var item) && item.Position <= position)
            _bytes -= _items.Dequeue().Bytes;
    }

    /// <summary>The oldest outcomes up to about <paramref name="pageBytes"/>; at least one if there is any.</summary>
    public InboxPage Page(Guid incarnation, long pageBytes)
    {
        var outcomes = new List<TaskOutcome>();
        long bytes = 0, position = 0;
        foreach (var item in _items)
        {
            if (outcomes.Count > 0 && bytes + item.Bytes > pageBytes)
                break;
            bytes += item.Bytes;
            position = item.Position;
            outcomes.Add(item.Outcome);
        }
        var page = new InboxPage { Incarnation = incarnation, Position = position, Outcomes = outcomes.ToArray(), Overflowed = Overflowed };
        Overflowed = false;
        return page;
    }

    public static long SizeOf(TaskOutcome outcome) =>
        300 + (outcome.Result?.Length ?? 0) + (outcome.Stdout?.Length ?? 0) + (outcome.Stderr?.Length ?? 0) + (outcome.Failure?.Traceback?.Length ?? 0);
}
