namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>What happens to a pool.</summary>
internal abstract record PoolEvent
{
    private PoolEvent()
    {
    }

    /// <summary>Work came.</summary>
    public sealed record TaskArrived(PoolTask Task) : PoolEvent;

    /// <summary>A worker said hello.</summary>
    public sealed record WorkerReady(int Worker) : PoolEvent;

    /// <summary>A call ended.</summary>
    public sealed record ResultArrived(int Worker, WorkerResult Result) : PoolEvent;

    /// <summary>A process ended or could not be started; all its results have arrived.</summary>
    public sealed record WorkerExited(int Worker, WorkerExit Exit) : PoolEvent;

    /// <summary>A worker's output has grown beyond its bound.</summary>
    public sealed record OutputExceeded(int Worker) : PoolEvent;

    /// <summary>A task's result is no longer wanted.</summary>
    public sealed record Cancelled(TaskId Task) : PoolEvent;

    /// <summary>Start nothing more.</summary>
    public sealed record DrainRequested : PoolEvent;

    /// <summary>The time to drain is over.</summary>
    public sealed record DrainExpired : PoolEvent;

    /// <summary>Starts cannot be written down: start no at-most-once task.</summary>
    /// <param name="Withheld">Nonces of calls that were not written for that reason.</param>
    public sealed record JournalFailed(IReadOnlyCollection<ulong> Withheld) : PoolEvent;

    /// <summary>Starts can be written down again.</summary>
    public sealed record JournalWorks : PoolEvent;

    /// <summary>Time passed.</summary>
    public sealed record Ticked : PoolEvent;
}
