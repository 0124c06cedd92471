namespace FuncX.Actors;

/// <summary>Asks for work.</summary>
[GenerateSerializer, Immutable, Alias("funcx.PullRequest")]
public sealed record PullRequest
{
    /// <summary>Counts replies received, from 1; a repeated number is answered with the same tasks.</summary>
    [Id(0)]
    public required long Sequence { get; init; }

    /// <summary>How many tasks the agent takes, 0 to 10,000.</summary>
    [Id(1)]
    public required int Credits { get; init; }

    /// <summary>How long to hold an empty queue open, at most 20 s.</summary>
    [Id(2)]
    public required TimeSpan Wait { get; init; }
}
