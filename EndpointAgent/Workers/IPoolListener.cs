namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Hears what a pool has to report. Called in order under the pool's lock: record, do not wait.</summary>
internal interface IPoolListener
{
    /// <summary>A call is about to be written to a worker.</summary>
    void OnStarting(PoolTask task, int worker);

    /// <summary>A call ended.</summary>
    void OnCompleted(PoolTask task, int worker, WorkerResult result);

    /// <summary>A running attempt was lost.</summary>
    void OnLost(PoolTask task, int worker, WorkerExit exit);

    /// <summary>A call was killed for its wall time.</summary>
    void OnWallTimeExceeded(PoolTask task, int worker);

    /// <summary>A task was never started and never will be here.</summary>
    void OnReturned(PoolTask task);

    /// <summary>A cancelled task is gone.</summary>
    void OnDropped(PoolTask task);

    /// <summary>End of a group of the above: starts must be in the journal when it returns, for the calls are written next.</summary>
    void Commit();
}
