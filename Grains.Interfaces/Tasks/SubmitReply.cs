namespace FuncX.Actors;

/// <summary>Sent after the commit: every task that is not refused is durable.</summary>
[GenerateSerializer, Immutable, Alias("funcx.SubmitReply")]
public sealed record SubmitReply
{
    /// <summary>Empty when all were accepted.</summary>
    [Id(0)]
    public required TaskRefusal[] Refused { get; init; }
}
