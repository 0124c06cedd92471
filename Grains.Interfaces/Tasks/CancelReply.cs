namespace FuncX.Actors;

/// <summary>What a cancel did.</summary>
[GenerateSerializer, Immutable, Alias("funcx.CancelReply")]
public sealed record CancelReply
{
    /// <summary>The task's end is a cancel, by this call or an earlier one; false if it had ended otherwise.</summary>
    [Id(0)]
    public required bool Cancelled { get; init; }

    /// <summary>The task's state now.</summary>
    [Id(1)]
    public required TaskState State { get; init; }
}
