using Microsoft.Extensions.Logging;

namespace FuncX.Actors.EndpointAgent.Workers;

internal sealed partial class WorkerPool
{
    [LoggerMessage(1, LogLevel.Information, "Worker {Worker} is ready: process {ProcessId}, Python {Python}, dill {Dill}.")]
    private partial void LogReady(int worker, int processId, string python, string dill);

    [LoggerMessage(2, LogLevel.Warning, "Worker {Worker} is gone: {Reason}.")]
    private partial void LogExited(int worker, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Worker {Worker} cannot be started with {Interpreter}: {Reason}.")]
    private partial void LogStartFailed(int worker, string interpreter, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Tasks still run after {Grace}: their workers are killed.")]
    private partial void LogDrainExpired(TimeSpan grace);
}
