using System.Collections.Concurrent;
using System.Threading.Channels;

namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.ITimedProbeGrain")]
public interface ITimedProbeGrain : IGrainWithStringKey
{
    [Alias("Start")]
    Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive);

    [Alias("Stop")]
    Task StopAsync();

    [Alias("Change")]
    Task ChangeAsync(TimeSpan dueTime, TimeSpan period);

    [Alias("Number")]
    Task<int> NumberAsync();

    [Alias("Delay")]
    Task DelayDeactivationAsync(TimeSpan span);

    [Alias("Block")]
    Task BlockAsync(string gate);
}

[Alias("test.IKeptProbeGrain")]
public interface IKeptProbeGrain : IGrainWithStringKey
{
    [Alias("Number")]
    Task<int> NumberAsync();
}

[Alias("test.IBriefProbeGrain")]
public interface IBriefProbeGrain : IGrainWithStringKey
{
    [Alias("Number")]
    Task<int> NumberAsync();
}

public sealed class TimedProbeGrain : Grain, ITimedProbeGrain
{
    private static readonly ConcurrentDictionary<string, Channel<string>> s_events = new();
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> s_gates = new();
    private static int s_last;

    private readonly int _number = Interlocked.Increment(ref s_last);
    private IGrainTimer? _timer;
    private bool _inCall;

    /// <summary>What the grain with this key did, as it did it.</summary>
    public static ChannelReader<string> Events(string key) => EventsOf(key).Reader;

    public static void Open(string gate) => Gate(gate).TrySetResult();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Tell("ended " + reason.ReasonCode);
        return Task.CompletedTask;
    }

    public Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(
            _ =>
            {
                Tell(_inCall ? "tick inside" : "tick");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task ChangeAsync(TimeSpan dueTime, TimeSpan period)
    {
        _timer?.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task<int> NumberAsync() => Task.FromResult(_number);

    public Task DelayDeactivationAsync(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public async Task BlockAsync(string gate)
    {
        _inCall = true;
        Tell("blocked");
        await Gate(gate).Task;
        _inCall = false;
        Tell("released");
    }

    private static Channel<string> EventsOf(string key) => s_events.GetOrAdd(key, static _ => Channel.CreateUnbounded<string>());

    private static TaskCompletionSource Gate(string name) =>
        s_gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Tell(string what) => EventsOf(this.GetPrimaryKeyString()).Writer.TryWrite(what);
}

[KeepAlive]
public sealed class KeptProbeGrain : Grain, IKeptProbeGrain
{
    private static int s_last;
    private readonly int _number = Interlocked.Increment(ref s_last);

    public Task<int> NumberAsync() => Task.FromResult(_number);
}

[CollectionAgeLimit(Minutes = 2)]
public sealed class BriefProbeGrain : Grain, IBriefProbeGrain
{
    private static int s_last;
    private readonly int _number = Interlocked.Increment(ref s_last);

    public Task<int> NumberAsync() => Task.FromResult(_number);
}
