using Microsoft.Extensions.Logging;

namespace FuncX.Actors.EndpointAgent.Serving;

internal sealed partial class AgentService
{
    [LoggerMessage(1, LogLevel.Information, "Attached to endpoint {Name}, owner epoch {Epoch}, with {Held} tasks in hand, {Discarded} of them ended meanwhile.")]
    private partial void LogAttached(string name, long epoch, int held, int discarded);

    [LoggerMessage(2, LogLevel.Warning, "The session is over: {Reason} Attaching again.")]
    private partial void LogSessionLost(string reason);

    [LoggerMessage(3, LogLevel.Warning, "The service cannot be reached: {Reason} Trying again; tasks run on.")]
    private partial void LogDisconnected(string reason);

    [LoggerMessage(4, LogLevel.Error, "{Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(5, LogLevel.Warning, "The outcome of task {Task} was refused: {Code}.")]
    private partial void LogRefused(TaskId task, string code);

    [LoggerMessage(6, LogLevel.Information, "The service asks this agent to drain.")]
    private partial void LogAskedToDrain();

    [LoggerMessage(8, LogLevel.Warning, "Workers did not end in time: {Reason}")]
    private partial void LogNotDrained(string reason);

    [LoggerMessage(7, LogLevel.Warning, "The service asks to try again later: {Reason}")]
    private partial void LogRetry(string reason);
}
