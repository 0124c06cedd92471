namespace FuncX.Actors.Runtime.Scheduling;

/// <summary>First in, first out, through <see cref="Turn.Next"/>. Not thread-safe: its owner's lock guards it.</summary>
internal struct TurnQueue
{
    private Turn? _head;
    private Turn? _tail;

    internal int Count { get; private set; }

    /// <summary>The turn that is dequeued next.</summary>
    internal readonly Turn? Head => _head;

    internal void Enqueue(Turn turn)
    {
        turn.Next = null;
        if (_tail is null) _head = turn;
        else _tail.Next = turn;
        _tail = turn;
        Count++;
    }

    internal bool TryDequeue(out Turn turn)
    {
        if (_head is null)
        {
            turn = null!;
            return false;
        }
        turn = _head;
        _head = turn.Next;
        if (_head is null) _tail = null;
        turn.Next = null;
        Count--;
        return true;
    }
}
