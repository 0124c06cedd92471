using Orleans.Concurrency;

namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.IReentrantProbeGrain")]
public interface IReentrantProbeGrain : IGrainWithStringKey
{
    [Alias("Wait")]
    Task WaitForOtherAsync();

    [Alias("LetGo")]
    Task LetGoAsync();

    [Alias("Count")]
    Task CountAsync();

    [Alias("Overlaps")]
    Task<int> OverlapsAsync();
}

[Reentrant]
public sealed class ReentrantProbeGrain : Grain, IReentrantProbeGrain
{
    private readonly TaskCompletionSource _letGo = new();
    private int _inCode;
    private int _overlaps;

    public Task WaitForOtherAsync() => _letGo.Task;

    public Task LetGoAsync()
    {
        _letGo.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task CountAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            if (Interlocked.Increment(ref _inCode) != 1) _overlaps++;
            Thread.SpinWait(20);
            Interlocked.Decrement(ref _inCode);
            await Task.Yield();
        }
    }

    public Task<int> OverlapsAsync() => Task.FromResult(_overlaps);
}
