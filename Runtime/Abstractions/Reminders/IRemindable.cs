using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that reminders can wake.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder is due. Missed ticks are not made up for.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
