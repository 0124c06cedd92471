namespace FuncX.Actors.Runtime.Scheduling;

/// <summary>What became of a turn that was handed to a loop.</summary>
internal enum EnqueueResult
{
    /// <summary>It will start in its order.</summary>
    Queued,

    /// <summary>The activation has ended; look for its successor.</summary>
    Closed,

    /// <summary>The mailbox is at its limit.</summary>
    Full,
}
