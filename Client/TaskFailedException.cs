namespace FuncX.Actors.Client;

/// <summary>The task ended without a result. <see cref="Failure"/> says who failed, where, and what to do.</summary>
public sealed class TaskFailedException : Exception
{
    internal TaskFailedException(TaskOutcome outcome)
        : base(Describe(outcome))
    {
        Outcome = outcome;
    }

    /// <summary>How it ended.</summary>
    public TaskOutcome Outcome { get; }

    /// <summary>Why it failed or was cancelled.</summary>
    public TaskFailure? Failure => Outcome.Failure;

    private static string Describe(TaskOutcome outcome)
    {
        if (outcome.Failure is not { } failure)
            return $"Task {outcome.Id} ended as {outcome.State.ToWireName()}.";
        var text = $"Task {outcome.Id} {outcome.State.ToWireName()} ({failure.Kind}): {Text.Printable(failure.Message)}";
        if (failure.Traceback is { Length: > 0 } traceback)
            text += "\n" + Text.Printable(traceback, 20_000);
        return failure.Hint.Length > 0 ? text + "\n" + failure.Hint : text;
    }
}
