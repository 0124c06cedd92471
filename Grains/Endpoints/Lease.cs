namespace FuncX.Actors.Grains.Endpoints;

/// <summary>A task in the agent's hands.</summary>
internal sealed class Lease(QueuedTask task, int attempt, Guid session)
{
    public QueuedTask Task { get; } = task;

    public int Attempt { get; } = attempt;

    /// <summary>The session that holds it; changes when the agent attaches again and still has it.</summary>
    public Guid Session { get; set; } = session;

    public TaskState State { get; set; } = TaskState.WaitingForLaunch;

    /// <summary>A <c>started</c> event is in the database, so that the low-water mark may pass it.</summary>
    public bool IsStartRecorded { get; set; }

    public string? Worker { get; set; }
}
