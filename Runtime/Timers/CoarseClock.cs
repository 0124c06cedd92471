namespace FuncX.Actors.Runtime.Timers;

/// <summary>Time in ticks of 50 ms, read for nothing on every call. Time-outs are exact to two ticks.</summary>
internal sealed class CoarseClock : IDisposable
{
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_forever = TimeSpan.FromDays(10_000);

    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly Action _onTick;
    private ITimer? _timer;
    private long _now = 1;
    private int _ticking;

    internal CoarseClock(TimeProvider time, Action onTick)
    {
        _time = time;
        _onTick = onTick;
        _origin = time.GetTimestamp();
    }

    /// <summary>Begins to tick. For the end of its owner's constructor: on a busy machine the first tick comes before the next line has run.</summary>
    internal void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _timer = _time.CreateTimer(static state => ((CoarseClock)state!).OnTick(), this, Tick, Tick);
        }
    }

    /// <summary>Ticks since the clock was made; at least 1.</summary>
    internal long Now => Volatile.Read(ref _now);

    /// <summary>The tick at which something that may take <paramref name="duration"/> is late; never early.</summary>
    internal long DeadlineAfter(TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan || duration > s_forever ? long.MaxValue : Now + ToTicks(duration) + 1;

    internal static long ToTicks(TimeSpan duration) => (duration.Ticks + Tick.Ticks - 1) / Tick.Ticks;

    public void Dispose() => _timer?.Dispose();

    private void OnTick()
    {
        // A slow scan must not be entered by the next tick on another thread.
        if (Interlocked.Exchange(ref _ticking, 1) != 0) return;
        try
        {
            Volatile.Write(ref _now, 1 + (_time.GetElapsedTime(_origin).Ticks / Tick.Ticks));
            _onTick();
        }
        finally
        {
            Volatile.Write(ref _ticking, 0);
        }
    }
}
