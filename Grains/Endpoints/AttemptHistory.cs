using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Endpoints;

/// <summary>What the recorded events of an open task say about its next attempt: pure. An owner that is younger than the task knows nothing else.</summary>
internal static class AttemptHistory
{
    /// <summary>The next attempt of a task that no agent is known to hold.</summary>
    /// <param name="events">All its recorded events, in any order.</param>
    /// <param name="spec">The task.</param>
    /// <param name="maxSystemRetries">Attempts beyond the first.</param>
    /// <param name="inventoryIsComplete">The attached agent's start journal survived: what it does not name was never started there.</param>
    public static NextAttempt After(IReadOnlyCollection<AttemptInfo> events, TaskSpec spec, int maxSystemRetries, bool inventoryIsComplete)
    {
        if (events.Count == 0)
            return new NextAttempt(1, null);
        var number = events.Max(e => e.Number);
        var latest = events.Where(e => e.Number == number).ToList();
        if (latest.Find(e => e.Event == AttemptEvent.Lost) is { } lost)
            return RetryPolicy.OnLost(number, spec.AtMostOnce, maxSystemRetries) == TaskEvent.LostFinal ? new NextAttempt(number, lost) : new NextAttempt(number + 1, null);
        if (inventoryIsComplete || !spec.AtMostOnce)
            return new NextAttempt(number + 1, null);
        return new NextAttempt(number, latest[0] with { Event = AttemptEvent.Lost, Reason = "it was handed out, and the agent's journal is gone: started or not is unknown" });
    }
}

/// <summary>What to do with a task.</summary>
/// <param name="Number">The attempt to hand out, or the one that was the last.</param>
/// <param name="FinalLoss">Set when no attempt is left.</param>
internal readonly record struct NextAttempt(int Number, AttemptInfo? FinalLoss);
