using Microsoft.Extensions.Hosting;

namespace FuncX.Actors.Grains;

/// <summary>Parks calls for a bounded time; a silo that stops ends them all at once, so that its drain does not wait for polls.</summary>
public sealed class LongPolls(IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Waits for the signal.</summary>
    /// <param name="signal">Must not fail.</param>
    /// <param name="wait">The bound.</param>
    /// <returns>False if the time is over or the silo stops.</returns>
    public async Task<bool> WaitAsync(Task signal, TimeSpan wait)
    {
        try
        {
            await signal.WaitAsync(wait, clock, lifetime.ApplicationStopping);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The silo is about to stop: parked calls end.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Nobody parks again in a silo that stops, and nobody asks in a tight loop.</summary>
    /// <exception cref="OverloadedException">Come back when another silo answers.</exception>
    public void ThrowIfStopping()
    {
        if (IsStopping)
            throw new OverloadedException("This silo is stopping.", TimeSpan.FromMilliseconds(500));
    }
}
