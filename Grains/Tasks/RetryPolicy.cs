namespace FuncX.Actors.Grains.Tasks;

/// <summary>Whether a lost attempt is tried again: pure.</summary>
public static class RetryPolicy
{
    /// <summary>The event that a loss means.</summary>
    /// <param name="lostAttempt">Number of the lost attempt, from 1.</param>
    /// <param name="atMostOnce">The task must never start twice.</param>
    /// <param name="maxSystemRetries">Attempts beyond the first.</param>
    public static TaskEvent OnLost(int lostAttempt, bool atMostOnce, int maxSystemRetries) =>
        atMostOnce || lostAttempt > maxSystemRetries ? TaskEvent.LostFinal : TaskEvent.LostRetry;
}
