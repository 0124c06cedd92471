namespace FuncX.Actors;

/// <summary>Why one task of a submit was not accepted; the others were.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskRefusal")]
public sealed record TaskRefusal
{
    /// <summary>Its place in the request.</summary>
    [Id(0)]
    public required int Index { get; init; }

    /// <summary>Its id.</summary>
    [Id(1)]
    public required TaskId Id { get; init; }

    /// <summary>Machine-readable, such as FUNCTION_NOT_FOUND.</summary>
    [Id(2)]
    public required string Code { get; init; }

    /// <summary>What is wrong, with sizes and limits.</summary>
    [Id(3)]
    public required string Message { get; init; }

    /// <summary>What to do next.</summary>
    [Id(4)]
    public required string Hint { get; init; }

    /// <summary>The same task may be accepted later.</summary>
    [Id(5)]
    public bool IsRetryable { get; init; } = false;
}
