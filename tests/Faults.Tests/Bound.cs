namespace FuncX.Actors.Faults.Tests;

/// <summary>Waits that end: a time-out says what was waited for, in which phase, what was expected, and what there was.</summary>
internal static class Bound
{
    /// <summary>Waits for <paramref name="task"/>.</summary>
    /// <param name="task">What.</param>
    /// <param name="bound">How long at most.</param>
    /// <param name="entity">Whose event it is.</param>
    /// <param name="phase">What the test was doing.</param>
    /// <param name="expected">What should have come.</param>
    /// <param name="actual">What there is instead, asked only when time is over.</param>
    public static async Task WithinAsync(this Task task, TimeSpan bound, string entity, string phase, string expected, Func<string>? actual = null)
    {
        try
        {
            await task.WaitAsync(bound);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"{entity}, {phase}: expected {expected} within {bound.TotalSeconds:0.#} s, actual: {actual?.Invoke() ?? "nothing came"}.");
        }
    }

    /// <inheritdoc cref="WithinAsync(Task, TimeSpan, string, string, string, Func{string}?)" />
    public static async Task<T> WithinAsync<T>(this Task<T> task, TimeSpan bound, string entity, string phase, string expected, Func<string>? actual = null)
    {
        await WithinAsync((Task)task, bound, entity, phase, expected, actual);
        return await task;
    }
}
