namespace FuncX.Actors.Grains.Endpoints;

/// <summary>A task and the outcome that is about to be recorded for it.</summary>
internal readonly record struct Ending(QueuedTask Task, TaskOutcome Outcome);

/// <summary>A lease whose attempt is lost, and why.</summary>
internal readonly record struct Loss(Lease Lease, TaskFailureKind Kind, string Reason, int? ExitCode = null, string? Worker = null);
