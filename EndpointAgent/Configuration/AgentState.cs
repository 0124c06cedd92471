namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>What a running agent writes of itself.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Phase">starting, attached, disconnected, draining, stopped or failed.</param>
/// <param name="Message">Why, in one line, or null.</param>
/// <param name="Since">When it came to this phase.</param>
/// <param name="UpdatedAt">When this was written.</param>
/// <param name="Workers">Worker slots.</param>
/// <param name="Idle">Free ones.</param>
/// <param name="Running">Tasks that run.</param>
/// <param name="Queued">Tasks that wait here.</param>
/// <param name="SpoolBytes">Unreported results on disk.</param>
/// <param name="WorkerPids">Processes of the workers.</param>
internal sealed record AgentState(
    int Pid, string Phase, string? Message, DateTimeOffset Since, DateTimeOffset UpdatedAt, int Workers, int Idle, int Running, int Queued, long SpoolBytes, IReadOnlyList<int> WorkerPids);
