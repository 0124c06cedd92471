using System.Collections.Concurrent;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class ProbeGrain : Grain, IProbeGrain
{
    private static readonly ConcurrentDictionary<string, byte[]> s_shared = new();
    private static int s_activations;

    private static readonly ConcurrentBag<TaskCompletionSource> s_blocked = [];

    private readonly int _number = Interlocked.Increment(ref s_activations);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<int> _kept = [];
    private string? _notified;
    private bool _waiting;
    private bool _cancelled;
    private int _count;
    private int _inside;
    private int _maxInside;

    /// <summary>The array that the next <see cref="IsSameAsync"/> of this key compares with.</summary>
    public static void Share(string key, byte[] payload) => s_shared[key] = payload;

    /// <summary>Ends every blocked call of the process.</summary>
    public static void ReleaseAll()
    {
        while (s_blocked.TryTake(out var blocked)) blocked.TrySetResult();
    }

    public Task<string> EchoAsync(string text) => Task.FromResult(text);

    public ValueTask<int> AddAsync(int a, int b) => ValueTask.FromResult(a + b);

    public Task NothingAsync() => Task.CompletedTask;

    public Task FailAsync(string message) => throw new InvalidOperationException(message);

    public async Task FailTypedAsync(int code)
    {
        await Task.Yield();
        throw new CodedException(code, "typed");
    }

    public Task FailUnknownAsync() => throw new UnknownElsewhereException("nobody has a codec for it");

    public async Task<int> IncrementSlowlyAsync()
    {
        _maxInside = Math.Max(_maxInside, ++_inside);
        var before = _count;
        for (var i = 0; i < 5; i++) await Task.Yield();
        _count = before + 1;
        _inside--;
        return _count;
    }

    public Task WaitForeverAsync() => new TaskCompletionSource().Task;

    public async Task WaitForCancelAsync(CancellationToken cancellationToken)
    {
        _waiting = true;
        var completion = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() =>
        {
            _cancelled = true;
            completion.TrySetCanceled(cancellationToken);
        });
        await completion.Task;
    }

    public Task<bool> WasCancelledAsync() => Task.FromResult(_cancelled);

    public Task<bool> IsWaitingAsync() => Task.FromResult(_waiting);

    public Task ReleaseAsync()
    {
        _release.TrySetResult();
        return Task.CompletedTask;
    }

    public Task BlockUntilReleasedAsync()
    {
        _waiting = true;
        s_blocked.Add(_release);
        return _release.Task;
    }

    public async Task YieldUntilReleasedAsync()
    {
        while (!_release.Task.IsCompleted) await Task.Yield();
    }

    public Task CallSelfAsync() => this.AsReference<IProbeGrain>().NothingAsync();

    public Task<string?> ContextAsync(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task SetContextAsync(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task NotifyAsync(string text)
    {
        _notified = text;
        return Task.CompletedTask;
    }

    public Task<string?> NotifiedAsync() => Task.FromResult(_notified);

    public Task KeepAsync(List<int> values)
    {
        _kept = values;
        return Task.CompletedTask;
    }

    public Task<List<int>> KeptAsync() => Task.FromResult(_kept);

    public Task<bool> IsSameAsync(byte[] payload) => Task.FromResult(ReferenceEquals(payload, s_shared.GetValueOrDefault(this.GetPrimaryKeyString())));

    public Task<int> SizeAsync(byte[] payload) => Task.FromResult(payload.Length);

    public Task<byte[]> MakeAsync(int size) => Task.FromResult(new byte[size]);

    public Task<string> SourceAsync() => Task.FromResult(RequestContext.Get("seen-source") as string ?? string.Empty);

    public async Task<bool> StaysInTurnAsync()
    {
        var scheduler = TaskScheduler.Current;
        if (scheduler == TaskScheduler.Default) return false;
        await Task.Yield();
        var child = await Task.Factory.StartNew(static () => TaskScheduler.Current, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        return TaskScheduler.Current == scheduler && child == scheduler && await Task.Run(static () => TaskScheduler.Current == TaskScheduler.Default);
    }

    public Task<string> RelayAsync(string otherKey, string text) => GrainFactory.GetGrain<IProbeGrain>(otherKey).EchoAsync(text);

    public Task<int> MaxConcurrencyAsync() => Task.FromResult(_maxInside);

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> ActivationNumberAsync() => Task.FromResult(_number);

    public Task EnterAsync() => Task.CompletedTask;

    private sealed class UnknownElsewhereException(string message) : Exception(message);
}
