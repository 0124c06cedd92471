namespace FuncX.Actors.Grains.Tasks;

/// <summary>What an insert of a task found.</summary>
public enum TaskVerdictKind
{
    /// <summary>It is new.</summary>
    Inserted,

    /// <summary>The same task by the same account was there: a repeated submit.</summary>
    Duplicate,

    /// <summary>The id is another account's or another task's.</summary>
    Conflict,

    /// <summary>The row cannot be stored; <see cref="TaskVerdict.Error"/> says why.</summary>
    Rejected,
}

/// <summary>Answer to the insert of one task.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Sequence">Its place in the queue, if inserted or a duplicate.</param>
/// <param name="Error">One line, if rejected.</param>
public readonly record struct TaskVerdict(TaskVerdictKind Kind, long Sequence, string? Error = null);

/// <summary>Answer to the insert of one outcome.</summary>
/// <param name="IsFirst">This call recorded it; false if the task had ended before.</param>
/// <param name="State">How the task ended, whoever recorded it.</param>
/// <param name="Error">One line, if the row cannot be stored.</param>
public readonly record struct OutcomeVerdict(bool IsFirst, TaskState State, string? Error = null);
