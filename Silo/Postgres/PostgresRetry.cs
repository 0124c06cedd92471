using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Repeats commands over a restart of the database: jittered, growing pauses until a window closes.</summary>
internal sealed partial class PostgresRetry(TimeSpan window, TimeProvider time, ILogger log)
{
    private const double FirstPauseMilliseconds = 30;
    private const double LongestPauseMilliseconds = 1000;

    /// <summary>Runs a command that may be repeated.</summary>
    /// <param name="command">Is told whether an earlier try may have committed without our hearing of it.</param>
    /// <param name="what">Names it in the log.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <exception cref="StorageUnavailableException">The window closed, or the trouble is none that passes.</exception>
    public async Task<T> RunAsync<T>(Func<bool, Task<T>> command, string what, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await command(attempt > 0).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsTransient(error))
            {
                var elapsed = time.GetElapsedTime(begin);
                var pause = Pause(attempt);
                if (elapsed + pause > window)
                {
                    LogGivenUp(what, elapsed.TotalSeconds, error.Message);
                    throw PostgresErrors.Unavailable(error, elapsed);
                }

                LogRetry(what, attempt + 1, pause.TotalMilliseconds, error.Message);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Npgsql.PostgresException error) when (!PostgresErrors.IsRowFault(error))
            {
                LogGivenUp(what, time.GetElapsedTime(begin).TotalSeconds, error.Message);
                throw PostgresErrors.Unavailable(error, time.GetElapsedTime(begin));
            }
        }
    }

    private static TimeSpan Pause(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestPauseMilliseconds, FirstPauseMilliseconds * Math.Pow(2, Math.Min(attempt, 10))) * (0.5 + (0.5 * Random.Shared.NextDouble())));

    [LoggerMessage(LogLevel.Warning, "Postgres: {What} failed at try {Attempt}, again in {Milliseconds:0} ms. {Reason}")]
    private partial void LogRetry(string what, int attempt, double milliseconds, string reason);

    [LoggerMessage(LogLevel.Error, "Postgres: {What} given up after {Seconds:0.0} s. {Reason}")]
    private partial void LogGivenUp(string what, double seconds, string reason);
}
