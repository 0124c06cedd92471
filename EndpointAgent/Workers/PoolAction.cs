namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>What a pool wants done, in order.</summary>
internal abstract record PoolAction
{
    private PoolAction()
    {
    }

    /// <summary>Start a process under this number.</summary>
    public sealed record StartWorker(int Worker) : PoolAction;

    /// <summary>Kill a process; its exit follows as an event.</summary>
    public sealed record KillWorker(int Worker) : PoolAction;

    /// <summary>Journal the start, then write the call.</summary>
    /// <param name="Worker">Where.</param>
    /// <param name="Task">What.</param>
    /// <param name="Nonce">Under which number.</param>
    /// <param name="SendsFunction">Write the function first.</param>
    /// <param name="Forget">Write before it that this function is no longer needed.</param>
    /// <param name="Fits">The pipe has room for it.</param>
    public sealed record SendTask(int Worker, PoolTask Task, ulong Nonce, bool SendsFunction, FunctionCode? Forget, bool Fits) : PoolAction;

    /// <summary>Report how a task ended.</summary>
    public sealed record Complete(PoolTask Task, int Worker, WorkerResult Result) : PoolAction;

    /// <summary>Report that a running attempt was lost.</summary>
    public sealed record ReportLost(PoolTask Task, int Worker, WorkerExit Exit) : PoolAction;

    /// <summary>Report that a task ran longer than its wall time.</summary>
    public sealed record ReportWallTime(PoolTask Task, int Worker) : PoolAction;

    /// <summary>Report that a task wrote more than may be stored.</summary>
    public sealed record ReportOutput(PoolTask Task, int Worker) : PoolAction;

    /// <summary>Give back a task that was never started.</summary>
    public sealed record Return(PoolTask Task) : PoolAction;

    /// <summary>Forget a cancelled task.</summary>
    public sealed record Drop(PoolTask Task) : PoolAction;

    /// <summary>Nothing runs any more; comes once.</summary>
    public sealed record Drained : PoolAction;
}
