namespace FuncX.Actors.Grains.Tasks;

/// <summary>Makes the outcomes that the service itself records: pure.</summary>
internal static class OutcomeFactory
{
    public static TaskOutcome Reported(TaskSpec spec, OutcomeReport report, string? host, DateTimeOffset now) => new()
    {
        Id = spec.Id,
        State = report.Failure is null ? TaskState.Success : TaskState.Failed,
        Result = report.Failure is null ? report.Result ?? [] : null,
        Failure = report.Failure is null ? null : report.Failure with { Attempt = report.Attempt, Host = report.Failure.Host ?? host },
        Stdout = report.Stdout,
        Stderr = report.Stderr,
        StartedAt = report.StartedAt,
        EndedAt = report.EndedAt,
        Attempts = report.Attempt,
        Host = host,
        Group = spec.Group,
        CompletedAt = now,
    };

    public static TaskOutcome Lost(TaskSpec spec, int attempt, TaskFailureKind kind, string reason, string? host, int? exitCode, DateTimeOffset now) => Failed(
        spec,
        new TaskFailure
        {
            Kind = kind,
            Message = spec.AtMostOnce ? $"{reason}; the task is marked at-most-once and is not started again." : $"{reason}; attempt {attempt} was the last.",
            Hint = exitCode is 137 ? "Exit code 137 is SIGKILL, often the kernel out of memory: give the worker more memory or use less." : "See the attempts of the task: funcx task status shows where and why each was lost.",
            Host = host,
            ExitCode = exitCode,
            Attempt = attempt,
        },
        attempt,
        now);

    public static TaskOutcome Expired(TaskSpec spec, DateTimeOffset expiresAt, DateTimeOffset now) => Failed(
        spec,
        new TaskFailure
        {
            Kind = TaskFailureKind.Expired,
            Message = $"Its time to live ended at {expiresAt:u} before it was handed to an agent.",
            Hint = "Start the endpoint, or submit with a longer time to live.",
        },
        0,
        now);

    public static TaskOutcome Cancelled(TaskSpec spec, string user, string reason, DateTimeOffset now) => new()
    {
        Id = spec.Id,
        State = TaskState.Cancelled,
        Failure = new TaskFailure { Kind = TaskFailureKind.Cancelled, Message = $"Cancelled by {user}: {reason}" },
        Group = spec.Group,
        CompletedAt = now,
    };

    /// <summary>Stands in for an outcome that the database refuses to store.</summary>
    public static TaskOutcome Unstorable(TaskOutcome outcome, string error) => new()
    {
        Id = outcome.Id,
        State = TaskState.Failed,
        Failure = new TaskFailure
        {
            Kind = TaskFailureKind.Internal,
            Message = "The outcome could not be stored: " + Text.Printable(error, 500),
            Hint = "Run it again; if it fails again, report it with the task id.",
            Attempt = outcome.Attempts,
        },
        Attempts = outcome.Attempts,
        Group = outcome.Group,
        CompletedAt = outcome.CompletedAt,
    };

    private static TaskOutcome Failed(TaskSpec spec, TaskFailure failure, int attempts, DateTimeOffset now) => new()
    {
        Id = spec.Id,
        State = TaskState.Failed,
        Failure = failure,
        Attempts = attempts,
        Host = failure.Host,
        Group = spec.Group,
        CompletedAt = now,
    };
}
