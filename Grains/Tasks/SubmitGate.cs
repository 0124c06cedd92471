using System.Collections.Concurrent;

namespace FuncX.Actors.Grains.Tasks;

/// <summary>Bounds on submits of one silo: bytes in flight, calls per account. Safe for concurrent use.</summary>
public sealed class SubmitGate(SubmitOptions options, TimeProvider clock)
{
    private const int MaxAccounts = 100_000;
    private readonly ConcurrentDictionary<string, Window> _windows = new();
    private long _inFlightBytes;

    /// <summary>Counts one call of the account.</summary>
    /// <exception cref="OverloadedException">The account is over its rate.</exception>
    public void CountCall(Caller caller)
    {
        if (caller.IsBulk || caller.Is(CallerRoles.System))
            return;
        if (_windows.Count > MaxAccounts)
            _windows.Clear();
        var window = _windows.GetOrAdd(caller.User, static _ => new Window());
        lock (window)
        {
            var now = clock.GetTimestamp();
            if (window.Start == 0 || clock.GetElapsedTime(window.Start, now) >= options.RateWindow)
            {
                window.Start = now;
                window.Calls = 0;
            }
            if (++window.Calls > options.MaxCallsPerWindow)
            {
                throw new OverloadedException(
                    $"Account {caller.User} made more than {options.MaxCallsPerWindow:N0} submits or registrations in {options.RateWindow.TotalSeconds:0.#} s; put several tasks into one call.",
                    options.RateWindow - clock.GetElapsedTime(window.Start, now));
            }
        }
    }

    /// <summary>Reserves bytes until the result is disposed.</summary>
    /// <exception cref="OverloadedException">Too many bytes are in flight.</exception>
    public Reservation Reserve(long bytes)
    {
        if (Interlocked.Add(ref _inFlightBytes, bytes) > options.MaxInFlightBytes)
        {
            Interlocked.Add(ref _inFlightBytes, -bytes);
            throw new OverloadedException($"This silo holds {options.MaxInFlightBytes:N0} bytes of submits in flight already.", TimeSpan.FromSeconds(1));
        }
        return new Reservation(this, bytes);
    }

    private sealed class Window
    {
        public long Start;
        public int Calls;
    }

    /// <summary>Bytes held back from others.</summary>
    public readonly struct Reservation(SubmitGate gate, long bytes) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose() => Interlocked.Add(ref gate._inFlightBytes, -bytes);
    }
}
