namespace FuncX.Actors;

/// <summary>Who failed, where, and what to do: a failure as data.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskFailure")]
public sealed record TaskFailure
{
    /// <summary>The class of failure.</summary>
    [Id(0)]
    public required TaskFailureKind Kind { get; init; }

    /// <summary>One line.</summary>
    [Id(1)]
    public required string Message { get; init; }

    /// <summary>What to do next; empty if there is nothing to add.</summary>
    [Id(2)]
    public string Hint { get; init; } = "";

    /// <summary>Class name of the user's exception.</summary>
    [Id(3)]
    public string? RemoteType { get; init; }

    /// <summary>The user's own frames, as Python prints them.</summary>
    [Id(4)]
    public string? Traceback { get; init; }

    /// <summary>Where it happened.</summary>
    [Id(5)]
    public string? Host { get; init; }

    /// <summary>Exit code, or 128 + signal, of a lost worker; argument of sys.exit().</summary>
    [Id(6)]
    public int? ExitCode { get; init; }

    /// <summary>Which try failed, from 1; 0 if it was never handed out.</summary>
    [Id(7)]
    public int Attempt { get; init; } = 0;
}
