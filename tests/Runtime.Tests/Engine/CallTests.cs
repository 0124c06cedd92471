using System.Net;
using Orleans.Serialization;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>Requests and responses, within a silo and over TCP: both must look the same to a caller.</summary>
public sealed class CallTests
{
    public enum Path
    {
        InSilo,
        OverTcp,
    }

    [Theory]
    [InlineData(Path.InSilo)]
    [InlineData(Path.OverTcp)]
    public async Task Call_WithValue_ReturnsIt(Path path)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await GrainsAsync(silo, path)).GetGrain<IProbeGrain>("a");
        Assert.Equal("hello", await grain.EchoAsync("hello").WaitAsync(TestSilo.Bound));
        Assert.Equal(5, await grain.AddAsync(2, 3));
        await grain.NothingAsync().WaitAsync(TestSilo.Bound);
    }

    [Theory]
    [InlineData(Path.InSilo)]
    [InlineData(Path.OverTcp)]
    public async Task Call_ThatThrows_KeepsTypeMessageAndRemoteStack(Path path)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await GrainsAsync(silo, path)).GetGrain<IProbeGrain>("a");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.FailAsync("no good").WaitAsync(TestSilo.Bound));
        Assert.Equal("no good", error.Message);
        Assert.Contains(nameof(ProbeGrain.FailAsync), error.StackTrace, StringComparison.Ordinal);
        var typed = await Assert.ThrowsAsync<CodedException>(() => grain.FailTypedAsync(42).WaitAsync(TestSilo.Bound));
        Assert.Equal(42, typed.Code);
    }

    [Fact]
    public async Task Call_ThatThrowsAnUnknownType_ArrivesAsFallbackWithItsName()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        var error = await Assert.ThrowsAsync<UnavailableExceptionFallbackException>(() => grain.FailUnknownAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains("UnknownElsewhereException", error.ExceptionType, StringComparison.Ordinal);
        Assert.Contains("nobody has a codec", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Path.InSilo)]
    [InlineData(Path.OverTcp)]
    public async Task Call_WithoutAnswer_TimesOut(Path path)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await GrainsAsync(silo, path)).GetGrain<IProbeGrain>("a");
        var error = await Assert.ThrowsAsync<TimeoutException>(() => grain.WaitForeverAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains("did not arrive on time", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Path.InSilo)]
    [InlineData(Path.OverTcp)]
    public async Task Call_Cancelled_CancelsTheRemoteToken(Path path)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await GrainsAsync(silo, path)).GetGrain<IProbeGrain>("a");
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitForCancelAsync(cancellation.Token);
        Assert.True(await grain.IsWaitingAsync().WaitAsync(TestSilo.Bound));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TestSilo.Bound));
        // The grain takes its next ordinary call only when the cancelled one has ended.
        await grain.EnterAsync().WaitAsync(TestSilo.Bound);
        Assert.True(await grain.WasCancelledAsync().WaitAsync(TestSilo.Bound));
    }

    [Theory]
    [InlineData(Path.InSilo)]
    [InlineData(Path.OverTcp)]
    public async Task OneWay_Call_ReturnsAtOnceAndArrives(Path path)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await GrainsAsync(silo, path)).GetGrain<IProbeGrain>("a");
        await grain.NotifyAsync("ping").WaitAsync(TestSilo.Bound);
        Assert.Equal("ping", await grain.NotifiedAsync().WaitAsync(TestSilo.Bound));
    }

    [Theory]
    [InlineData(Path.InSilo)]
    [InlineData(Path.OverTcp)]
    public async Task RequestContext_FlowsWithTheCall_AndNotBack(Path path)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await GrainsAsync(silo, path)).GetGrain<IProbeGrain>("a");
        RequestContext.Set("user", "ada");
        Assert.Equal("ada", await grain.ContextAsync("user").WaitAsync(TestSilo.Bound));
        await grain.SetContextAsync("leak", "yes").WaitAsync(TestSilo.Bound);
        Assert.Null(RequestContext.Get("leak"));
        RequestContext.Clear();
        Assert.Null(await grain.ContextAsync("user").WaitAsync(TestSilo.Bound));
        Assert.Null(await grain.ContextAsync("leak").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Arguments_InSilo_AreCopiedUnlessImmutable()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        List<int> mine = [1, 2];
        await grain.KeepAsync(mine).WaitAsync(TestSilo.Bound);
        mine.Add(3);
        var theirs = await grain.KeptAsync().WaitAsync(TestSilo.Bound);
        Assert.Equal([1, 2], theirs);
        theirs.Add(9);
        Assert.Equal([1, 2], await grain.KeptAsync().WaitAsync(TestSilo.Bound));
        byte[] payload = [1];
        ProbeGrain.Share("a", payload);
        Assert.True(await grain.IsSameAsync(payload).WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Call_FromGrainToGrain_Works()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        Assert.Equal("through", await grain.RelayAsync("b", "through").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Calls_InParallel_AreAllAnsweredWithTheirOwnValue()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i =>
            client.GetGrain<IProbeGrain>($"g{i % 50}").AddAsync(i, 1).AsTask())).WaitAsync(TestSilo.Bound);
        Assert.Equal(Enumerable.Range(1, 2_000), answers);
    }

    private static async Task<IGrainFactory> GrainsAsync(TestSilo silo, Path path) => path == Path.InSilo ? silo.Grains : await silo.ConnectAsync();
}
