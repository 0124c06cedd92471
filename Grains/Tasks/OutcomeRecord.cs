namespace FuncX.Actors.Grains.Tasks;

/// <summary>A row of <c>outcomes</c>: the end of a task.</summary>
public sealed record OutcomeRecord
{
    /// <summary>How it ended.</summary>
    public required TaskOutcome Outcome { get; init; }

    /// <summary>Where it was queued.</summary>
    public required EndpointId Endpoint { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string User { get; init; }

    /// <summary>What it called.</summary>
    public required FunctionId Function { get; init; }
}
