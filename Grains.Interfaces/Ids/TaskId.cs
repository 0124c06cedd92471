using System.Diagnostics.CodeAnalysis;

namespace FuncX.Actors;

/// <summary>Names one task; made by the client at send, time-ordered. On the wire and in text a lower-case dashed UUID.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskId")]
public readonly record struct TaskId
{
    /// <summary>The UUID.</summary>
    [Id(0)]
    public required Guid Value { get; init; }

    /// <summary>A new time-ordered id (UUIDv7).</summary>
    /// <param name="clock">Gives the time part; the system clock when null.</param>
    public static TaskId New(TimeProvider? clock = null) => new() { Value = Guid.CreateVersion7((clock ?? TimeProvider.System).GetUtcNow()) };

    /// <summary>The millisecond at which the id was made, or null when it is not a UUIDv7.</summary>
    public DateTimeOffset? MadeAt => UuidV7.TimeOf(Value);

    /// <summary>Wraps a UUID.</summary>
    public static TaskId From(Guid value) => new() { Value = value };

    /// <summary>Reads any of the usual UUID forms; <see cref="FormatException"/> names the text.</summary>
    public static TaskId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{Text.Printable(text, 64)}' is not a task id: expected a UUID such as 018f6e2a-0000-7000-8000-000000000000.");

    /// <summary>As <see cref="Parse"/>, without the exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TaskId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new() { Value = value };
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
