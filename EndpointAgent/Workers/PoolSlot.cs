namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Where a pool's slot stands.</summary>
internal enum SlotPhase
{
    /// <summary>No process, perhaps waiting to start the next.</summary>
    Empty,

    /// <summary>The process has not said hello.</summary>
    Starting,

    /// <summary>It takes calls.</summary>
    Ready,
}

/// <summary>A call in a worker's pipe.</summary>
/// <param name="Task">What.</param>
/// <param name="Nonce">Its number.</param>
/// <param name="Bytes">What it takes of the pipe.</param>
/// <param name="Estimate">How long it may run.</param>
internal sealed record SentCall(PoolTask Task, ulong Nonce, int Bytes, TimeSpan Estimate)
{
    /// <summary>Nobody wants its result.</summary>
    public bool IsCancelled { get; set; }
}

/// <summary>One worker slot of a pool and the process in it; data of <see cref="PoolState"/>.</summary>
internal sealed class PoolSlot
{
    /// <summary>Number of the process.</summary>
    public int Worker { get; set; }

    /// <summary>Where it stands.</summary>
    public SlotPhase Phase { get; set; }

    /// <summary>Whom it serves; null before its first task.</summary>
    public string? User { get; set; }

    /// <summary>Calls sent and not answered; the first one runs.</summary>
    public Queue<SentCall> Pipe { get; } = new();

    /// <summary>Sum over the pipe.</summary>
    public int PipeBytes { get; set; }

    /// <summary>Sum over the pipe.</summary>
    public TimeSpan PipeEstimate { get; set; }

    /// <summary>Since when the first call runs, at the latest.</summary>
    public TimeSpan HeadSince { get; set; }

    /// <summary>When the process was started.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>When it said hello.</summary>
    public TimeSpan ReadyAt { get; set; }

    /// <summary>When the next one may be started.</summary>
    public TimeSpan RetryAt { get; set; }

    /// <summary>It has answered a call.</summary>
    public bool HasWorked { get; set; }

    /// <summary>Call for whose wall time it is being killed.</summary>
    public ulong? WallTimeNonce { get; set; }

    /// <summary>Call for whose output it is being killed.</summary>
    public ulong? OutputNonce { get; set; }

    /// <summary>It is being killed: no more calls.</summary>
    public bool IsDoomed { get; set; }

    /// <summary>Functions that the process holds, by last use.</summary>
    public Dictionary<FunctionCode, long> Functions { get; } = [];

    /// <summary>It takes a call now.</summary>
    public bool IsIdle => Phase == SlotPhase.Ready && Pipe.Count == 0 && !IsDoomed;

    /// <summary>Forgets the process.</summary>
    public void Clear()
    {
        Phase = SlotPhase.Empty;
        User = null;
        Pipe.Clear();
        PipeBytes = 0;
        PipeEstimate = TimeSpan.Zero;
        HasWorked = false;
        WallTimeNonce = null;
        OutputNonce = null;
        IsDoomed = false;
        Functions.Clear();
    }
}
