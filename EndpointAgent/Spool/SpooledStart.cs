namespace FuncX.Actors.EndpointAgent.Spool;

/// <summary>A start in the journal.</summary>
/// <param name="Task">What was sent to a worker.</param>
/// <param name="Attempt">As which attempt.</param>
/// <param name="At">When.</param>
/// <param name="Worker">To which worker.</param>
internal sealed record SpooledStart(TaskId Task, int Attempt, DateTimeOffset At, string Worker);
