using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are stored. Ranges are of <see cref="GrainId.GetUniformHashCode"/>, (begin, end], and wrap around.</summary>
public interface IReminderTable
{
    /// <summary>Prepares the table.</summary>
    Task StartAsync(CancellationToken cancellationToken = default) => Init();

    /// <summary>Prepares the table.</summary>
    Task Init() => Task.CompletedTask;

    /// <summary>Lets the table go.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>All reminders of one grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>All reminders in a range of hashes; equal bounds mean all.</summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, or null.</summary>
    Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Stores a reminder; returns its new version.</summary>
    Task<string> UpsertRow(ReminderEntry entry);

    /// <summary>Deletes a reminder if its version is still this one; false if it is not.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Deletes everything.</summary>
    Task TestOnlyClearTable();
}
