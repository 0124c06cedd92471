namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>How a call ended in a worker. The buffers are copies: they outlive the frame.</summary>
internal sealed record WorkerResult
{
    /// <summary>The call.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Body is one serialized value; otherwise it is the failure as JSON.</summary>
    public required bool IsSuccess { get; init; }

    /// <summary>Start of the user's function, nanoseconds since 1970 by the worker's clock.</summary>
    public required ulong StartedNanoseconds { get; init; }

    /// <summary>Its end, on the same clock.</summary>
    public required ulong EndedNanoseconds { get; init; }

    /// <summary>Value or failure.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Captured output, UTF-8 as far as the task wrote such.</summary>
    public required byte[] Stdout { get; init; }

    /// <summary>As <see cref="Stdout"/>.</summary>
    public required byte[] Stderr { get; init; }

    /// <summary>The beginning of <see cref="Stdout"/> was cut off.</summary>
    public required bool IsStdoutCut { get; init; }

    /// <summary>As <see cref="IsStdoutCut"/>.</summary>
    public required bool IsStderrCut { get; init; }

    /// <summary>Run time; zero if the worker's clock was set back.</summary>
    public TimeSpan Duration => EndedNanoseconds > StartedNanoseconds ? TimeSpan.FromTicks((long)((EndedNanoseconds - StartedNanoseconds) / 100)) : TimeSpan.Zero;
}
