namespace FuncX.Actors;

/// <summary>Outcomes for one client.</summary>
[GenerateSerializer, Immutable, Alias("funcx.InboxPage")]
public sealed record InboxPage
{
    /// <summary>Changes when the inbox lost its memory; the client then asks for its open tasks with <see cref="IInboxGrain.WatchAsync"/>.</summary>
    [Id(0)]
    public required Guid Incarnation { get; init; }

    /// <summary>Acknowledge it in the next poll.</summary>
    [Id(1)]
    public required long Position { get; init; }

    /// <summary>At most 4 MiB, one larger outcome alone; may repeat after a lost reply.</summary>
    [Id(2)]
    public required TaskOutcome[] Outcomes { get; init; }

    /// <summary>Outcomes were dropped because nobody fetched them; ask with <see cref="IInboxGrain.WatchAsync"/>.</summary>
    [Id(3)]
    public bool Overflowed { get; init; } = false;
}
