using System.Text;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Makes the reports of ended attempts.</summary>
internal static class OutcomeReports
{
    private const string CutMark = "[... the beginning was cut off ...]\n";

    /// <summary>What a worker answered.</summary>
    public static OutcomeReport Of(TaskEnvelope task, string worker, WorkerResult result, string host) => new()
    {
        Task = task.Id,
        Attempt = task.Attempt,
        Result = result.IsSuccess ? result.Body : null,
        Failure = result.IsSuccess ? null : FailureReader.Read(result.Body, host, task.Attempt),
        Stdout = Printed(result.Stdout, result.IsStdoutCut),
        Stderr = Printed(result.Stderr, result.IsStderrCut),
        StartedAt = Time(result.StartedNanoseconds),
        EndedAt = Time(result.EndedNanoseconds),
        Worker = worker,
    };

    /// <summary>An attempt that ended here without an answer.</summary>
    public static OutcomeReport Failed(TaskEnvelope task, TaskFailureKind kind, string message, string hint, string host, string? worker = null, DateTimeOffset? startedAt = null, DateTimeOffset? endedAt = null) => new()
    {
        Task = task.Id,
        Attempt = task.Attempt,
        Failure = new() { Kind = kind, Message = message, Hint = hint, Host = host, Attempt = task.Attempt },
        Worker = worker,
        StartedAt = startedAt,
        EndedAt = endedAt,
    };

    /// <summary>What an outcome takes in a report.</summary>
    public static int SizeOf(OutcomeReport outcome) =>
        200 + (outcome.Result?.Length ?? 0) + (2 * ((outcome.Stdout?.Length ?? 0) + (outcome.Stderr?.Length ?? 0) + (outcome.Failure?.Traceback?.Length ?? 0) + (outcome.Failure?.Message.Length ?? 0)));

    // No database takes a NUL in a text.
    private static string? Printed(byte[] bytes, bool isCut) =>
        bytes.Length == 0 ? null : (isCut ? CutMark : "") + Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');

    private static DateTimeOffset? Time(ulong nanoseconds) =>
        nanoseconds is 0 or > 4_000_000_000_000_000_000 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
