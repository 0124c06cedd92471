namespace FuncX.Actors.Grains.Tasks;

/// <summary>One first-in-first-out line of an endpoint's queue.</summary>
/// <param name="Priority">0 (first) to 9.</param>
/// <param name="User">The submitter.</param>
/// <param name="Mark">All tasks up to this sequence have ended or started.</param>
public readonly record struct QueueKey(int Priority, string User, long Mark);

/// <summary>An open task that was started at least once.</summary>
/// <param name="Task">Its row.</param>
/// <param name="Attempt">The latest attempt that has an event.</param>
/// <param name="IsLost">That attempt was lost: the task waits for its next one.</param>
/// <param name="Session">Agent session that held the attempt.</param>
/// <param name="StartedAt">When it was recorded as started.</param>
public sealed record StartedTask(TaskRecord Task, int Attempt, bool IsLost, AgentSession Session, DateTimeOffset StartedAt);

/// <summary>Outcomes of a batch.</summary>
/// <param name="Outcomes">In order of completion.</param>
/// <param name="Next">Where to read on; the given cursor if there were none.</param>
public sealed record GroupPage(IReadOnlyList<TaskOutcome> Outcomes, ResultCursor Next);

/// <summary>Counts of a batch.</summary>
public readonly record struct GroupCounts(long Submitted, long Succeeded, long Failed, long Cancelled);
