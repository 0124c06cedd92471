using FuncX.Actors.Runtime.Hosting;
using Orleans.Configuration;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class TurnTests
{
    [Fact]
    public async Task Grain_NotReentrant_RunsOneCallAtATimeWithItsContinuations()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.IncrementSlowlyAsync())).WaitAsync(TestSilo.Bound);
        Assert.Equal(Enumerable.Range(1, 200), results.Order());
        Assert.Equal(1, await grain.MaxConcurrencyAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Grain_Reentrant_InterleavesCallsButNotCode()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IReentrantProbeGrain>("a");
        var waiting = grain.WaitForOtherAsync();
        await grain.LetGoAsync().WaitAsync(TestSilo.Bound);
        await waiting.WaitAsync(TestSilo.Bound);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => grain.CountAsync())).WaitAsync(TestSilo.Bound);
        Assert.Equal(0, await grain.OverlapsAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task AlwaysInterleave_Method_RunsWhileAnotherCallWaits()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        var blocked = grain.BlockUntilReleasedAsync();
        var queued = grain.NothingAsync();
        Assert.True(await grain.IsWaitingAsync().WaitAsync(TestSilo.Bound));
        Assert.False(queued.IsCompleted);
        await grain.ReleaseAsync().WaitAsync(TestSilo.Bound);
        await blocked.WaitAsync(TestSilo.Bound);
        await queued.WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task Grain_CallingItselfWhileNotReentrant_TimesOut()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromMilliseconds(200)));
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallSelfAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Code_InATurn_RunsOnTheGrainsScheduler_AndTaskRunLeavesIt()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.True(await silo.Grains.GetGrain<IProbeGrain>("a").StaysInTurnAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task AsyncLocal_SetByOneCall_IsNotSeenByTheNext()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        await grain.SetContextAsync("k", "v").WaitAsync(TestSilo.Bound);
        Assert.Null(await grain.ContextAsync("k").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task AlwaysInterleave_Method_StartsBesideCodeThatYieldsForEver()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        var spinning = grain.YieldUntilReleasedAsync();
        await grain.ReleaseAsync().WaitAsync(TestSilo.Bound);
        await spinning.WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task StatelessWorker_RunsCallsInParallel_UpToItsMaximum()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IWorkerProbeGrain>(0);
        Assert.Equal(3, await WorkerProbeGrain.CountParallelAsync(grain, 3).WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Mailbox_Full_RejectsWithTheLimit()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<SiloMessagingOptions>(static options => options.MaxEnqueuedRequestsHardLimit = 10));
        var client = await silo.ConnectAsync();
        var grain = client.GetGrain<IProbeGrain>("a");
        var blocked = grain.BlockUntilReleasedAsync();
        Assert.True(await grain.IsWaitingAsync().WaitAsync(TestSilo.Bound));
        var queued = Enumerable.Range(0, 10).Select(_ => grain.NothingAsync()).ToArray();
        var rejected = await Assert.ThrowsAsync<LimitExceededException>(() => grain.NothingAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains("10", rejected.Message, StringComparison.Ordinal);
        // A full mailbox takes nothing that interleaves either, so the grain is freed from within the silo's other door.
        ProbeGrain.ReleaseAll();
        await blocked.WaitAsync(TestSilo.Bound);
        await Task.WhenAll(queued).WaitAsync(TestSilo.Bound);
    }
}
