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

    /// <summary>A call was killed for its output.</summary>
    void OnOutputExceeded(PoolTask task, int worker);

    /// <summary>A task was never started and never will be here.</summary>
    void OnReturned(PoolTask task);

    /// <summary>A cancelled task is gone.</summary>
    void OnDropped(PoolTask task);

    /// <summary>End of a group of the above; the calls are written next.</summary>
    /// <returns>The starts are in the journal. Otherwise those of at-most-once tasks must not be.</returns>
    bool Commit();
}
