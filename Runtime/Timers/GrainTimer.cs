using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Scheduling;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Timers;

/// <summary>A timer whose callbacks are turns of its activation. The next period starts when a callback has ended.</summary>
internal abstract class GrainTimer : Turn, IGrainTimer
{
    // Longest time that a system timer takes, 49 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 2);

    private readonly Activation _activation;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _gate = new();
    private readonly bool _keepAlive;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _queued;
    private bool _changed;
    private bool _disposed;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));
        _activation = activation;
        _dueTime = options.DueTime;
        _period = options.Period;
        _keepAlive = options.KeepAlive;
        Interleaves = options.Interleave || activation.Class.IsReentrant;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = activation.Silo.Time.CreateTimer(static state => ((GrainTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Starts the time to the first callback.</summary>
    internal void Arm() => _timer.Change(Spacing(_dueTime), Timeout.InfiniteTimeSpan);

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            if (_disposed) return;
            _dueTime = dueTime;
            _period = period;
            _changed = true;
            // While a callback waits or runs, its end arms the timer.
            if (!_queued) _timer.Change(Spacing(dueTime), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }
        _timer.Dispose();
        _stopped.Cancel();
        _activation.Forget(this);
    }

    internal override void Start(TurnLoop loop) => _ = RunAsync(loop);

    protected abstract Task InvokeAsync(CancellationToken cancellationToken);

    private static TimeSpan Spacing(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span > s_longest ? s_longest : span;

    private static void Check(TimeSpan span, string name)
    {
        if (span < TimeSpan.Zero && span != Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(name, span, "A timer's span must not be negative.");
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_disposed || _queued) return;
            _queued = true;
            _changed = false;
        }
        if (_activation.Loop.TryEnqueue(this, int.MaxValue) == EnqueueResult.Closed) Dispose();
    }

    private async Task RunAsync(TurnLoop loop)
    {
        try
        {
            if (_keepAlive) _activation.Touch();
            if (!_stopped.IsCancellationRequested) await InvokeAsync(_stopped.Token);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            _activation.Silo.Log.TimerStopped(_activation.GrainId);
        }
        catch (Exception exception)
        {
            _activation.Silo.Log.TimerFailed(exception, _activation.GrainId);
        }
        if (_keepAlive) _activation.Touch();
        Rearm();
        loop.TurnEnded(this);
    }

    private void Rearm()
    {
        lock (_gate)
        {
            _queued = false;
            if (_disposed) return;
            var next = _changed ? _dueTime : _period;
            if (next != Timeout.InfiniteTimeSpan) _timer.Change(Spacing(next), Timeout.InfiniteTimeSpan);
        }
    }
}
