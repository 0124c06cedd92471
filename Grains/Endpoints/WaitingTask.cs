namespace FuncX.Actors.Grains.Endpoints;

/// <summary>A queued task and the number its next attempt gets.</summary>
/// <param name="Task">The task.</param>
/// <param name="NextAttempt">From 1.</param>
public sealed record WaitingTask(QueuedTask Task, int NextAttempt)
{
    /// <summary>What it costs of a window.</summary>
    public int Bytes => Task.Spec.Payload.Length + 200;
}
