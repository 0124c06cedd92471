using System.Net;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>Everything that the engine logs.</summary>
internal sealed partial class RuntimeLog(ILogger logger)
{
    // The generated methods find the logger through a field.
    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Information, "Silo {Silo} of cluster {Cluster} is up after {Milliseconds} ms; gateway {Gateway}, {Classes} grain classes")]
    internal partial void SiloStarted(SiloAddress silo, string cluster, long milliseconds, EndPoint? gateway, int classes);

    [LoggerMessage(2, LogLevel.Information, "Silo {Silo} has stopped after {Milliseconds} ms")]
    internal partial void SiloStopped(SiloAddress silo, long milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Count} calls still run after {Limit}; their grains are deactivated all the same")]
    internal partial void DrainIncomplete(int count, TimeSpan limit);

    [LoggerMessage(10, LogLevel.Warning, "Activation of {Grain} failed")]
    internal partial void ActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(11, LogLevel.Warning, "Deactivation of {Grain} failed; the activation is gone all the same")]
    internal partial void DeactivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(12, LogLevel.Warning, "{Grain} is deactivated although calls still run after {Limit}")]
    internal partial void RunningTurnsLeft(GrainId grain, TimeSpan limit);

    [LoggerMessage(13, LogLevel.Error, "Code of {Grain} threw where nobody awaits it")]
    internal partial void UnhandledInGrain(Exception exception, GrainId grain);

    [LoggerMessage(14, LogLevel.Error, "A timer of {Grain} threw")]
    internal partial void TimerFailed(Exception exception, GrainId grain);

    [LoggerMessage(15, LogLevel.Trace, "A timer of {Grain} was stopped while its callback ran")]
    internal partial void TimerStopped(GrainId grain);

    [LoggerMessage(16, LogLevel.Debug, "{Count} idle activations are collected, {Left} stay")]
    internal partial void Collected(int count, int left);

    [LoggerMessage(17, LogLevel.Error, "The collection of idle activations failed; the next quantum tries again")]
    internal partial void CollectionFailed(Exception exception);

    [LoggerMessage(20, LogLevel.Error, "The answer to {Message} could not be sent")]
    internal partial void AnswerLost(Exception exception, string message);

    [LoggerMessage(21, LogLevel.Warning, "A one-way call to {Grain} was not sent")]
    internal partial void OneWayFailed(Exception exception, GrainId grain);

    [LoggerMessage(30, LogLevel.Information, "Client {Client} connected from {Remote}")]
    internal partial void ClientConnected(GrainId client, EndPoint remote);

    [LoggerMessage(31, LogLevel.Information, "Client {Client} at {Remote} disconnected")]
    internal partial void ClientDisconnected(GrainId client, EndPoint remote);

    [LoggerMessage(32, LogLevel.Warning, "The connection of client {Client} at {Remote} was closed: {Reason}")]
    internal partial void ClientConnectionLost(GrainId client, EndPoint remote, string reason);

    [LoggerMessage(33, LogLevel.Warning, "A connection from {Remote} was refused: {Reason}")]
    internal partial void ConnectionRefused(EndPoint? remote, string reason);

    [LoggerMessage(34, LogLevel.Warning, "A connection could not be accepted")]
    internal partial void AcceptFailed(Exception exception);

    [LoggerMessage(40, LogLevel.Information, "Connected to gateway {Gateway} (silo {Silo}) as {Client}")]
    internal partial void GatewayConnected(EndPoint gateway, SiloAddress silo, GrainId client);

    [LoggerMessage(41, LogLevel.Warning, "Lost gateway {Gateway}: {Reason}; {Calls} calls in flight failed; reconnecting")]
    internal partial void GatewayLost(EndPoint gateway, string reason, int calls);

    [LoggerMessage(42, LogLevel.Information, "Gateway {Gateway} stops; looking for another")]
    internal partial void GatewayStops(EndPoint gateway);

    [LoggerMessage(43, LogLevel.Warning, "No gateway reachable (attempt {Attempt}): {Reason}; next attempt in {Delay}")]
    internal partial void NoGateway(int attempt, string reason, TimeSpan delay);

    [LoggerMessage(44, LogLevel.Information, "Failed over from gateway {Previous} to {Gateway}")]
    internal partial void FailedOver(EndPoint previous, EndPoint gateway);

    [LoggerMessage(45, LogLevel.Warning, "The list of gateways could not be read; the last one is used")]
    internal partial void GatewayListStale(Exception exception);
}
