namespace FuncX.Actors.Client;

/// <summary>Repeats operations that may be repeated, with jittered back-off, for a bounded time.</summary>
internal static class Retrying
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="operation"/> until it ends in something else than a passing trouble.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> operation, TimeSpan bound, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await operation().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsPassing(e) && clock.GetElapsedTime(started) + pause < bound)
            {
                var wait = e is OverloadedException { RetryAfter: var after } && after > pause ? after : pause;
                await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), clock, cancellationToken).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>The silo went away or asks to come back later.</summary>
    public static bool IsPassing(Exception e) =>
        e is TimeoutException or OrleansMessageRejectionException or GatewayTooBusyException or LimitExceededException or FuncXException { IsRetryable: true } or Orleans.Storage.InconsistentStateException;
}
