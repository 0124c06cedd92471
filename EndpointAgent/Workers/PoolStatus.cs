namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>What a pool does now.</summary>
/// <param name="Workers">Slots.</param>
/// <param name="Idle">Workers without a call.</param>
/// <param name="Running">Calls that run.</param>
/// <param name="Queued">Calls that wait, those in pipes included.</param>
/// <param name="Problem">Why workers do not start, or null.</param>
internal sealed record PoolStatus(int Workers, int Idle, int Running, int Queued, string? Problem);
