namespace FuncX.Actors.Grains.Tasks;

/// <summary>Which specifications are acceptable: pure.</summary>
internal static class SubmitRules
{
    private const int MaxSerializerChars = 64;

    /// <summary>What is wrong with one task by itself, or null. Rights are checked elsewhere.</summary>
    public static TaskRefusal? Check(int index, TaskSpec spec, SubmitOptions options)
    {
        if (spec.Payload is null || spec.ResultSerializer is null)
            return Refuse(index, spec, "REQUEST_MALFORMED", "The task has no payload or no result serializer.", "Send packed arguments, such as 6\\n11\\n[1]5\\n11\\n{}.");
        if (spec.Payload.Length > options.MaxPayloadBytes)
        {
            return Refuse(index, spec, "TASK_PAYLOAD_TOO_LARGE", $"The arguments have {spec.Payload.Length:N0} bytes, more than the limit of {options.MaxPayloadBytes:N0}.",
                "Pass large data by reference (a file or an object store).");
        }
        if (!PackedBuffers.TryCount(spec.Payload, out var buffers) || buffers != 2)
        {
            return Refuse(index, spec, "PAYLOAD_MALFORMED", "The payload is not two packed buffers (arguments, keyword arguments).",
                "Each buffer is its length in code points, a line feed, a two-character format, a line feed, and the body.");
        }
        if (spec.Priority is < 0 or > 9)
            return Refuse(index, spec, "REQUEST_MALFORMED", $"The priority is {spec.Priority}.", "Give 0 (first) to 9 (last); 5 is usual.");
        if (spec.ResultSerializer.Length is 0 or > MaxSerializerChars || !spec.ResultSerializer.All(c => char.IsAsciiLetterOrDigit(c) || c == ','))
            return Refuse(index, spec, "REQUEST_MALFORMED", "The result serializer is not a comma separated list of two-character formats.", "Give 11 (JSON) or 00 (dill).");
        if (spec.WallTime is { } wall && (wall <= TimeSpan.Zero || wall > TimeSpan.FromDays(365)))
            return Refuse(index, spec, "REQUEST_MALFORMED", $"The wall time is {wall}.", "Give a time above zero and at most 365 days.");
        if (spec.TimeToLive is { } ttl && (ttl <= TimeSpan.Zero || ttl > options.MaxTimeToLive))
            return Refuse(index, spec, "REQUEST_MALFORMED", $"The time to live is {ttl}.", $"Give a time above zero and at most {options.MaxTimeToLive.TotalDays:0.#} days.");
        return null;
    }

    /// <summary>A new id must be a UUIDv7 near the silo's clock; an old id is fine only for a task that is there already.</summary>
    public static bool IsFreshId(TaskId id, SubmitOptions options, DateTimeOffset now) => id.MadeAt is { } made && (made - now).Duration() <= options.MaxClockSkew;

    public static TaskRefusal RefuseId(int index, TaskSpec spec, SubmitOptions options) =>
        Refuse(index, spec, "INVALID_UUID", $"The task id is not a UUIDv7 made within {options.MaxClockSkew.TotalHours:0.#} h of the silo's clock, and no task with it is known.",
            "Make ids at send, and set the client's clock.");

    public static TaskRefusal Refuse(int index, TaskSpec spec, string code, string message, string hint, bool retryable = false) =>
        new() { Index = index, Id = spec.Id, Code = code, Message = message, Hint = hint, IsRetryable = retryable };
}
