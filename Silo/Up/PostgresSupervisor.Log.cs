using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Up;

public sealed partial class PostgresSupervisor
{
    [LoggerMessage(LogLevel.Information, "Creating a PostgreSQL cluster in {Cluster}.")]
    private partial void LogCreating(string cluster);

    [LoggerMessage(LogLevel.Information, "PostgreSQL runs as process {ProcessId} on {Cluster}, socket in {SocketDirectory}.")]
    private partial void LogStarted(int processId, string cluster, string socketDirectory);

    [LoggerMessage(LogLevel.Information, "Attached to PostgreSQL process {ProcessId}, which already runs on {Cluster}.")]
    private partial void LogAttached(int processId, string cluster);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL process {ProcessId} ended unexpectedly ({Exit}); bringing it back.")]
    private partial void LogDied(int processId, string exit);

    [LoggerMessage(LogLevel.Information, "PostgreSQL is back as process {ProcessId} after {Milliseconds:0} ms.")]
    private partial void LogBack(int processId, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Ended {Count} orphaned PostgreSQL processes of {Cluster}.")]
    private partial void LogOrphans(int count, string cluster);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL did not start at attempt {Attempt}; trying again. {Reason}")]
    private partial void LogStartRetried(int attempt, string reason);

    [LoggerMessage(LogLevel.Critical, "PostgreSQL could not be brought back within {Seconds:0} s; storage is unavailable until it is started by hand.")]
    private partial void LogGivenUp(Exception error, double seconds);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL did not stop within {Seconds:0} s and was stopped at once; it recovers at its next start.")]
    private partial void LogStoppedHard(double seconds);

    [LoggerMessage(LogLevel.Debug, "The watch over PostgreSQL ends.")]
    private partial void LogWatchEnds();
}
