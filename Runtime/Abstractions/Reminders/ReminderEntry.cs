using Orleans.Runtime;

namespace Orleans;

/// <summary>A row of the reminder table.</summary>
public sealed class ReminderEntry
{
    /// <summary>Whose reminder.</summary>
    public GrainId GrainId { get; set; }

    /// <summary>Its name, unique in the grain.</summary>
    public string ReminderName { get; set; } = string.Empty;

    /// <summary>First tick, UTC.</summary>
    public DateTime StartAt { get; set; }

    /// <summary>Between ticks.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>The row's version.</summary>
    public string? ETag { get; set; }

    /// <inheritdoc />
    public override string ToString() => $"<{GrainId} \"{ReminderName}\" {StartAt:O} {Period} {ETag}>";
}
