namespace FuncX.Actors.Runtime.Scheduling;

/// <summary>Something that starts a turn on an activation: a request or a timer tick. Intrusive, so that queueing allocates nothing.</summary>
internal abstract class Turn
{
    /// <summary>The next turn in the queue that holds this one.</summary>
    internal Turn? Next;

    /// <summary>Place in the order of arrival at its loop.</summary>
    internal uint Sequence;

    /// <summary>May start while another request runs.</summary>
    internal bool Interleaves;

    /// <summary>Runs the first synchronous part on <paramref name="loop"/>'s thread; must end in exactly one <see cref="TurnLoop.TurnEnded"/>.</summary>
    internal abstract void Start(TurnLoop loop);
}
