namespace Orleans.Runtime;

/// <summary>A stored reminder of one grain.</summary>
public interface IGrainReminder
{
    /// <summary>Unique in its grain.</summary>
    string ReminderName { get; }
}
