namespace FuncX.Actors.Client;

/// <summary>The service did not accept a task.</summary>
public sealed class SubmitRefusedException : Exception
{
    internal SubmitRefusedException(TaskRefusal refusal)
        : base($"{refusal.Message} {refusal.Hint}".TrimEnd())
    {
        Refusal = refusal;
    }

    /// <summary>Code, message and hint.</summary>
    public TaskRefusal Refusal { get; }
}
