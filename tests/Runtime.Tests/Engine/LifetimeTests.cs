using System.Threading.Channels;
using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>Timers, idle collection and the end of a silo; on a clock that the test moves.</summary>
public sealed class LifetimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Timer_Fires_AfterDueTimeAndThenEveryPeriod()
    {
        await using var silo = await StartAsync();
        var events = TimedProbeGrain.Events("t1");
        var grain = silo.Grains.GetGrain<ITimedProbeGrain>("t1");
        await grain.StartAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), interleave: false, keepAlive: false).WaitAsync(TestSilo.Bound);
        _time.Advance(TimeSpan.FromSeconds(9));
        await grain.NumberAsync().WaitAsync(TestSilo.Bound);
        Assert.False(events.TryPeek(out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("tick", await NextAsync(events));
        // A turn behind the tick: the timer is armed for its period by then.
        await grain.NumberAsync().WaitAsync(TestSilo.Bound);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("tick", await NextAsync(events));
        await grain.ChangeAsync(TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan).WaitAsync(TestSilo.Bound);
        _time.Advance(TimeSpan.FromSeconds(59));
        await grain.NumberAsync().WaitAsync(TestSilo.Bound);
        Assert.False(events.TryPeek(out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("tick", await NextAsync(events));
        await grain.StopAsync().WaitAsync(TestSilo.Bound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timer_WhileACallRuns_WaitsUnlessItInterleaves(bool interleave)
    {
        var key = "t2" + interleave;
        await using var silo = await StartAsync();
        var events = TimedProbeGrain.Events(key);
        var grain = silo.Grains.GetGrain<ITimedProbeGrain>(key);
        await grain.StartAsync(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan, interleave, keepAlive: false).WaitAsync(TestSilo.Bound);
        var call = grain.BlockAsync(key);
        Assert.Equal("blocked", await NextAsync(events));
        _time.Advance(TimeSpan.FromSeconds(1));
        if (interleave) Assert.Equal("tick inside", await NextAsync(events));
        TimedProbeGrain.Open(key);
        await call.WaitAsync(TestSilo.Bound);
        Assert.Equal("released", await NextAsync(events));
        if (!interleave) Assert.Equal("tick", await NextAsync(events));
    }

    [Fact]
    public async Task Activation_Idle_IsCollectedAfterItsAge()
    {
        await using var silo = await StartAsync();
        var events = TimedProbeGrain.Events("c1");
        var grain = silo.Grains.GetGrain<ITimedProbeGrain>("c1");
        var kept = silo.Grains.GetGrain<IKeptProbeGrain>("c1");
        var brief = silo.Grains.GetGrain<IBriefProbeGrain>("c1");
        var numbers = (await grain.NumberAsync(), await kept.NumberAsync(), await brief.NumberAsync());
        AdvanceAndCollect(silo, TimeSpan.FromMinutes(3));
        Assert.NotEqual(numbers.Item3, await brief.NumberAsync().WaitAsync(TestSilo.Bound));
        Assert.Equal(numbers.Item1, await grain.NumberAsync().WaitAsync(TestSilo.Bound));
        AdvanceAndCollect(silo, TimeSpan.FromMinutes(16));
        Assert.Equal("ended ActivationIdle", await NextAsync(events));
        Assert.NotEqual(numbers.Item1, await grain.NumberAsync().WaitAsync(TestSilo.Bound));
        Assert.Equal(numbers.Item2, await kept.NumberAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Activation_ThatDelaysDeactivation_StaysSoLong()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ITimedProbeGrain>("c2");
        var number = await grain.NumberAsync().WaitAsync(TestSilo.Bound);
        await grain.DelayDeactivationAsync(TimeSpan.FromHours(1)).WaitAsync(TestSilo.Bound);
        AdvanceAndCollect(silo, TimeSpan.FromMinutes(59));
        Assert.Equal(number, await grain.NumberAsync().WaitAsync(TestSilo.Bound));
        AdvanceAndCollect(silo, TimeSpan.FromMinutes(20));
        Assert.Equal("ended ActivationIdle", await NextAsync(TimedProbeGrain.Events("c2")));
    }

    [Fact]
    public async Task DeactivateOnIdle_WaitsForRunningCalls_AndSendsWaitingOnesToTheNextActivation()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IProbeGrain>("d1");
        var first = await grain.ActivationNumberAsync().WaitAsync(TestSilo.Bound);
        var leave = grain.DeactivateAsync();
        var after = Enumerable.Range(0, 20).Select(_ => grain.ActivationNumberAsync()).ToArray();
        await leave.WaitAsync(TestSilo.Bound);
        var numbers = await Task.WhenAll(after).WaitAsync(TestSilo.Bound);
        Assert.All(numbers, number => Assert.NotEqual(first, number));
        Assert.Single(numbers.Distinct());
    }

    [Fact]
    public async Task Activation_ThatFails_FailsItsCallers_AndTheNextCallTriesAgain()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IFragileProbeGrain>("f1");
        FragileProbeGrain.Failures = 1;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.NothingAsync().WaitAsync(TestSilo.Bound));
        Assert.Equal("not today", error.Message);
        await grain.NothingAsync().WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task Silo_Stopping_DrainsRunningCallsRefusesNewOnesAndDeactivates()
    {
        var silo = await TestSilo.StartAsync(static builder => builder.Configure<EngineLimits>(static limits => limits.DrainTimeout = TimeSpan.FromSeconds(30)));
        var log = new LogCollector();
        var client = await silo.ConnectAsync(log: log);
        var events = TimedProbeGrain.Events("e1");
        var grain = client.GetGrain<ITimedProbeGrain>("e1");
        var running = grain.BlockAsync("e1");
        Assert.Equal("blocked", await NextAsync(events));
        var stop = silo.StopAsync();
        await log.WaitForAsync("stops; looking for another");
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.NumberAsync().WaitAsync(TestSilo.Bound));
        TimedProbeGrain.Open("e1");
        await running.WaitAsync(TestSilo.Bound);
        await stop.WaitAsync(TestSilo.Bound);
        Assert.Equal("released", await NextAsync(events));
        Assert.Equal("ended ShuttingDown", await NextAsync(events));
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task StartupTask_Runs_BeforeTheHostHasStarted()
    {
        var seen = new List<string>();
        await using var silo = await TestSilo.StartAsync(builder => builder
            .AddStartupTask(async (services, _) => seen.Add("late " + await services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("a").EchoAsync("x")), stage: 30_000)
            .AddStartupTask((_, _) =>
            {
                seen.Add("early");
                return Task.CompletedTask;
            }));
        Assert.Equal(["early", "late x"], seen);
    }

    private void AdvanceAndCollect(TestSilo silo, TimeSpan by)
    {
        var catalog = silo.Services.GetRequiredService<SiloRuntime>().Catalog;
        // An answer reaches its caller a moment before the turn that gave it is over, and that moment counts as use.
        Assert.True(SpinWait.SpinUntil(() => catalog.Activations().All(static activation => activation.Loop.IsIdle), TestSilo.Bound));
        _time.Advance(by);
        catalog.CollectIdle();
    }

    private static async Task<string> NextAsync(ChannelReader<string> events) => await events.ReadAsync().AsTask().WaitAsync(TestSilo.Bound);

    private Task<TestSilo> StartAsync() => TestSilo.StartAsync(builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        // The test looks for idle activations itself.
        builder.Configure<GrainCollectionOptions>(static options => options.CollectionQuantum = TimeSpan.FromDays(20));
    });
}
