namespace FuncX.Actors;

/// <summary>A task on its way to an agent.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskEnvelope")]
public sealed record TaskEnvelope
{
    /// <summary>The task.</summary>
    [Id(0)]
    public required TaskId Id { get; init; }

    /// <summary>Which try, from 1.</summary>
    [Id(1)]
    public required int Attempt { get; init; }

    /// <summary>What to call; its body never changes: fetch it once by <see cref="IEndpointGrain.FetchFunctionsAsync"/>.</summary>
    [Id(2)]
    public required FunctionId Function { get; init; }

    /// <summary>The submitter: a worker serves one.</summary>
    [Id(3)]
    public required string User { get; init; }

    /// <summary>Packed arguments.</summary>
    [Id(4)]
    public required byte[] Payload { get; init; }

    /// <summary>Wanted result formats, comma separated.</summary>
    [Id(5)]
    public required string ResultSerializer { get; init; }

    /// <summary>Never start it twice.</summary>
    [Id(6)]
    public bool AtMostOnce { get; init; } = false;

    /// <summary>Longest run time.</summary>
    [Id(7)]
    public TimeSpan? WallTime { get; init; }
}
