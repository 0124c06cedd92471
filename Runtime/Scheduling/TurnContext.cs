namespace FuncX.Actors.Runtime.Scheduling;

/// <summary>Brings continuations of grain code back to its activation. Cheaper per await than a scheduler, which needs a task for each.</summary>
internal sealed class TurnContext(TurnLoop loop) : SynchronizationContext
{
    internal TurnLoop Loop => loop;

    public override void Post(SendOrPostCallback d, object? state) => loop.Post(d, state);

    /// <summary>Runs at once when already in a turn; a blocking hand-over from elsewhere would be a dead-lock waiting to happen.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (TurnLoop.Running != loop) throw new NotSupportedException("A grain's context takes no blocking work from other threads: use Post.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
