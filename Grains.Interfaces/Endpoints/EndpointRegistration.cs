namespace FuncX.Actors;

/// <summary>Answer to a registration.</summary>
[GenerateSerializer, Immutable, Alias("funcx.EndpointRegistration")]
public sealed record EndpointRegistration
{
    /// <summary>The endpoint.</summary>
    [Id(0)]
    public required EndpointId Id { get; init; }

    /// <summary>The agent's token, shown this once.</summary>
    [Id(1)]
    public required string Token { get; init; }
}
