namespace FuncX.Actors;

/// <summary>What a cancel did.</summary>
[GenerateSerializer, Immutable, Alias("funcx.CancelReply")]
public sealed record CancelReply
{
    /// <summary>The cancelled outcome is the task's end; false if it had ended before.</summary>
    [Id(0)]
    public required bool Cancelled { get; init; }

    /// <summary>The task's state now.</summary>
    [Id(1)]
    public required TaskState State { get; init; }
}
