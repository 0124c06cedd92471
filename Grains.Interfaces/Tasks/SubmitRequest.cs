namespace FuncX.Actors;

/// <summary>Up to 4 MiB of tasks in one call.</summary>
[GenerateSerializer, Immutable, Alias("funcx.SubmitRequest")]
public sealed record SubmitRequest
{
    /// <summary>1 to 10,000 tasks, of one or several endpoints.</summary>
    [Id(0)]
    public required TaskSpec[] Tasks { get; init; }

    /// <summary>Where outcomes of tasks without a group are delivered: see <see cref="InboxKey"/>; null if nobody waits by inbox.</summary>
    [Id(1)]
    public string? Inbox { get; init; }
}
