using System.Text;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Makes the reports of ended attempts.</summary>
internal static class OutcomeReports
{
    private const int KeptTail = 64 << 10;
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

    /// <summary>Makes an outcome fit into a message, for one that does not would be refused for ever and hold up all others: first its output is cut, then its result is given up.</summary>
    /// <param name="outcome">As it ended, perhaps under an earlier configuration.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="host">Name of this machine.</param>
    public static OutcomeReport Fit(OutcomeReport outcome, int limit, string host)
    {
        if (WireSizeOf(outcome) <= limit)
            return outcome;
        var cut = outcome with { Stdout = Tail(outcome.Stdout), Stderr = Tail(outcome.Stderr) };
        var size = WireSizeOf(cut);
        if (size <= limit)
            return cut;
        return cut with
        {
            Result = null,
            Failure = new()
            {
                Kind = TaskFailureKind.ResultTooLarge,
                Message = $"The result is {outcome.Result?.Length ?? 0} bytes, {size} with its report; the limit of a report is {limit}.",
                Hint = "Write large data to a file and return its name.",
                Host = host,
                Attempt = outcome.Attempt,
            },
        };
    }

    /// <summary>What an outcome takes in a report.</summary>
    public static int SizeOf(OutcomeReport outcome) =>
        200 + (outcome.Result?.Length ?? 0) + (2 * ((outcome.Stdout?.Length ?? 0) + (outcome.Stderr?.Length ?? 0) + (outcome.Failure?.Traceback?.Length ?? 0) + (outcome.Failure?.Message.Length ?? 0)));

    private static long WireSizeOf(OutcomeReport o) =>
        1_000L + (o.Result?.Length ?? 0) + Bytes(o.Stdout) + Bytes(o.Stderr) + Bytes(o.Worker)
        + (o.Failure is { } f ? Bytes(f.Message) + Bytes(f.Hint) + Bytes(f.Traceback) + Bytes(f.RemoteType) + Bytes(f.Host) : 0);

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static string? Tail(string? text) => text is null || text.Length <= KeptTail ? text : CutMark + text[^KeptTail..];

    // No database takes a NUL in a text.
    private static string? Printed(byte[] bytes, bool isCut) =>
        bytes.Length == 0 ? null : (isCut ? CutMark : "") + Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');

    private static DateTimeOffset? Time(ulong nanoseconds) =>
        nanoseconds is 0 or > 4_000_000_000_000_000_000 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
