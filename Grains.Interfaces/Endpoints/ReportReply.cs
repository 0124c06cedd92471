namespace FuncX.Actors;

/// <summary>Everything reported is durable or refused: the agent may forget it.</summary>
[GenerateSerializer, Immutable, Alias("funcx.ReportReply")]
public sealed record ReportReply
{
    /// <summary>Outcomes that were dropped; forget them too.</summary>
    [Id(0)]
    public required ReportRefusal[] Refused { get; init; }
}
