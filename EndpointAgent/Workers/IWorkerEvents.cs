namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>What a worker process tells its pool, from its own thread, in order, and nothing after <see cref="OnExited"/>.</summary>
internal interface IWorkerEvents
{
    /// <summary>It takes calls.</summary>
    void OnReady(int worker, WorkerHello hello);

    /// <summary>Calls ended, in the order in which they ran. The list is reused after the return.</summary>
    void OnResults(int worker, IReadOnlyList<WorkerResult> results);

    /// <summary>The process is gone, and everything that it wrote has been delivered.</summary>
    void OnExited(int worker, WorkerExit exit);
}
