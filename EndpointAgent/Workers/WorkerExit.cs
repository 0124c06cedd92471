namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>How a worker process ended.</summary>
/// <param name="ExitCode">Exit code, or 128 + signal; null if it could not be started.</param>
/// <param name="Reason">One line.</param>
internal sealed record WorkerExit(int? ExitCode, string Reason);
