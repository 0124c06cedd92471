namespace FuncX.Actors;

/// <summary>Outcomes in order of completion.</summary>
[GenerateSerializer, Immutable, Alias("funcx.ResultPage")]
public sealed record ResultPage
{
    /// <summary>0 to max, at most 4 MiB, one larger outcome alone.</summary>
    [Id(0)]
    public required TaskOutcome[] Outcomes { get; init; }

    /// <summary>Where to read on.</summary>
    [Id(1)]
    public required ResultCursor Next { get; init; }
}
