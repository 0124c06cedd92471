namespace FuncX.Actors.Grains.Tasks;

/// <summary>What the shell must do after a transition.</summary>
[Flags]
public enum TaskEffects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Put it back into its line.</summary>
    Requeue = 1,

    /// <summary>Insert a <see cref="AttemptEvent.Lost"/> event first.</summary>
    RecordLoss = 2,

    /// <summary>Insert the outcome; the database says whether it was first.</summary>
    RecordOutcome = 4,

    /// <summary>Tell the agent to stop it.</summary>
    StopAtAgent = 8,

    /// <summary>The event is late or impossible here: drop it.</summary>
    Ignore = 16,
}

/// <summary>A transition.</summary>
/// <param name="State">The state afterwards.</param>
/// <param name="Effects">What to do.</param>
public readonly record struct TaskStep(TaskState State, TaskEffects Effects);
