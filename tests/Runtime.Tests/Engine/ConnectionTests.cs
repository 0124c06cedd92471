using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Hosting;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Transport;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>A client's connection: how it begins, ends and comes back.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Client_WithoutGateway_FailsItsStartWithWhatItTried()
    {
        var gateway = FreeEndpoint();
        using var host = TestSilo.CreateClientHost(gateway, new LogCollector());
        var error = await Assert.ThrowsAsync<SiloUnavailableException>(() => host.StartAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains(gateway.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WithAGatewayByName_Connects()
    {
        await using var silo = await TestSilo.StartAsync();
        var uri = new Uri($"gwy.tcp://localhost:{silo.Gateway.Port}/0");
        var client = await silo.ConnectAsync(builder => builder.UseStaticClustering((StaticGatewayListProviderOptions options) => options.Gateways = [uri, new Uri($"gwy.tcp://{silo.Gateway}/0")]));
        await client.GetGrain<IProbeGrain>("a").NothingAsync().WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task Client_WhoseGatewayListFails_AsksTheRetryFilter()
    {
        var asked = new List<string>();
        using var host = TestSilo.CreateClientHost(FreeEndpoint(), new LogCollector(), builder => builder
            .UseStaticClustering(static (StaticGatewayListProviderOptions options) => options.Gateways = [new Uri("gwy.tcp://no-such-host.invalid:1/0")])
            .UseConnectionRetryFilter((exception, _) =>
            {
                asked.Add(exception.Message);
                return Task.FromResult(asked.Count < 2);
            }));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => host.StartAsync().WaitAsync(TestSilo.Bound));
        Assert.Equal(2, asked.Count);
        Assert.All(asked, static message => Assert.Contains("no-such-host.invalid", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_WithRetryFilter_KeepsTryingUntilASiloIsThere()
    {
        var gateway = FreeEndpoint();
        var attempts = 0;
        var tried = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        using var host = TestSilo.CreateClientHost(gateway, new LogCollector(), builder => builder.UseConnectionRetryFilter(async (_, _) =>
        {
            attempts++;
            tried.TrySetResult();
            await goOn.Task;
            return true;
        }));
        var start = host.StartAsync();
        await tried.Task.WaitAsync(TestSilo.Bound);
        await using var silo = await TestSilo.StartAsync(gatewayPort: gateway.Port);
        goOn.SetResult();
        await start.WaitAsync(TestSilo.Bound);
        Assert.Equal(1, attempts);
        var grain = host.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("a");
        Assert.Equal("x", await grain.EchoAsync("x").WaitAsync(TestSilo.Bound));
        await host.StopAsync();
    }

    [Fact]
    public async Task Calls_WhenTheSiloDies_FailAtOnce_AndWorkAgainWhenItIsBack()
    {
        var silo = await TestSilo.StartAsync();
        var gateway = silo.Gateway;
        var log = new LogCollector();
        using var host = TestSilo.CreateClientHost(gateway, log, static builder =>
            builder.Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromHours(1)));
        await host.StartAsync().WaitAsync(TestSilo.Bound);
        var client = host.Services.GetRequiredService<IClusterClient>();
        var grain = client.GetGrain<IProbeGrain>("a");
        var inFlight = grain.BlockUntilReleasedAsync();
        Assert.True(await grain.IsWaitingAsync().WaitAsync(TestSilo.Bound));

        silo.Services.GetRequiredService<SiloRuntime>().Gateway!.Dispose();
        var lost = await Assert.ThrowsAsync<SiloUnavailableException>(() => inFlight.WaitAsync(TestSilo.Bound));
        Assert.Contains(gateway.ToString(), lost.Message, StringComparison.Ordinal);
        await log.WaitForAsync("No gateway reachable");
        var refused = await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.NothingAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains(gateway.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains("since", refused.Message, StringComparison.Ordinal);
        ProbeGrain.ReleaseAll();
        await silo.DisposeAsync();

        await using var successor = await TestSilo.StartAsync(gatewayPort: gateway.Port);
        await successor.Log.WaitForAsync("connected from");
        // The client notices its own end of the new connection a moment after the silo does.
        await log.WaitForAsync("Connected to gateway", times: 2);
        Assert.Equal("back", await grain.EchoAsync("back").WaitAsync(TestSilo.Bound));
        await host.StopAsync();
    }

    [Fact]
    public async Task Client_WithTwoGateways_FailsOverWhenOneStops()
    {
        var first = await TestSilo.StartAsync();
        await using var second = await TestSilo.StartAsync();
        var log = new LogCollector();
        using var host = TestSilo.CreateClientHost(first.Gateway, log, builder => builder.UseStaticClustering(first.Gateway, second.Gateway));
        await host.StartAsync().WaitAsync(TestSilo.Bound);
        var grain = host.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("a");
        await grain.NothingAsync().WaitAsync(TestSilo.Bound);
        var toFirst = first.Log.Lines.Any(static line => line.Text.Contains("connected from", StringComparison.Ordinal));
        if (toFirst) await first.StopAsync();
        else await second.StopAsync();
        await log.WaitForAsync("Failed over from");
        Assert.Equal("on", await grain.EchoAsync("on").WaitAsync(TestSilo.Bound));
        await host.StopAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Message_AboveTheLimit_FailsWithSizeAndLimit_AndTheConnectionGoesOn()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<SiloMessagingOptions>(static options => options.MaxMessageBodySize = 100_000));
        var client = await silo.ConnectAsync(static builder =>
            builder.Configure<ClientMessagingOptions>(static options => options.MaxMessageBodySize = 100_000));
        var grain = client.GetGrain<IProbeGrain>("a");
        var sent = await Assert.ThrowsAsync<MessageTooLargeException>(() => grain.SizeAsync(new byte[200_000]).WaitAsync(TestSilo.Bound));
        Assert.Equal(100_000, sent.LimitBytes);
        Assert.True(sent.SizeBytes > 100_000);
        var received = await Assert.ThrowsAsync<MessageTooLargeException>(() => grain.MakeAsync(200_000).WaitAsync(TestSilo.Bound));
        Assert.Equal(100_000, received.LimitBytes);
        Assert.Equal(50_000, await grain.SizeAsync(new byte[50_000]).WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Message_OfManyMegabytes_ArrivesWhole()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        var sizes = new[] { 1, 65_530, 65_536, 1_048_576, 20_000_000 };
        var answers = await Task.WhenAll(sizes.Select(size => grain.SizeAsync(new byte[size]))).WaitAsync(TestSilo.Bound);
        Assert.Equal(sizes, answers);
        Assert.Equal(5_000_000, (await grain.MakeAsync(5_000_000).WaitAsync(TestSilo.Bound)).Length);
    }

    [Fact]
    public async Task InFlightBytes_AboveTheLimit_AreRejected()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<EngineLimits>(static limits => limits.MaxInFlightBytesPerConnection = 100_000));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        var blocked = grain.BlockUntilReleasedAsync();
        var large = grain.SizeAsync(new byte[90_000]);
        var error = await Assert.ThrowsAsync<LimitExceededException>(() => grain.SizeAsync(new byte[90_000]).WaitAsync(TestSilo.Bound));
        Assert.Contains("MaxInFlightBytesPerConnection", error.Message, StringComparison.Ordinal);
        await silo.Grains.GetGrain<IProbeGrain>("a").ReleaseAsync().WaitAsync(TestSilo.Bound);
        await blocked.WaitAsync(TestSilo.Bound);
        Assert.Equal(90_000, await large.WaitAsync(TestSilo.Bound));
        Assert.Equal(90_000, await grain.SizeAsync(new byte[90_000]).WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Client_ThatDoesNotReadItsAnswers_IsLetGo()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<EngineLimits>(static limits => limits.MaxOutboundBytesPerConnection = 1_000_000));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };
        await socket.ConnectAsync(silo.Gateway).WaitAsync(TestSilo.Bound);
        await SendAsync(socket, Handshake.WriteHello("dev", "dev", new byte[Handshake.SecretBytes]));
        var id = silo.Grains.GetGrain<IProbeGrain>("slow").GetGrainId();
        var method = CodegenRegistry.GetInterface(typeof(IProbeGrain)).Methods.Single(static method => method.Name == "Make");
        for (var i = 0; i < 30; i++)
        {
            var request = method.CreateRequest();
            request.SetArgument(0, 900_000);
            await SendAsync(socket, CallFrames.WriteRequest(new PendingVoidCall(request, id, default, null), (ulong)i, 60_000, withSource: false, 1_000));
        }
        var line = await silo.Log.WaitForAsync("reads too slowly");
        Assert.Contains("1000000", line, StringComparison.Ordinal);
        var good = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        await good.NothingAsync().WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task InFlight_AboveTheLimit_IsRejected()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync(static builder => builder.Configure<EngineLimits>(static limits => limits.MaxInFlightPerConnection = 2));
        var grain = client.GetGrain<IProbeGrain>("a");
        var calls = new[] { grain.BlockUntilReleasedAsync(), grain.NothingAsync() };
        await Assert.ThrowsAsync<LimitExceededException>(() => grain.NothingAsync().WaitAsync(TestSilo.Bound));
        await silo.Grains.GetGrain<IProbeGrain>("a").ReleaseAsync().WaitAsync(TestSilo.Bound);
        await Task.WhenAll(calls).WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task Observer_OfAClient_IsCalledByGrains()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync();
        var observer = new ProbeObserver();
        var reference = client.CreateObjectReference<IProbeObserver>(observer);
        var grain = client.GetGrain<IObservedProbeGrain>(0);
        await grain.TellAsync(reference, "news").WaitAsync(TestSilo.Bound);
        Assert.Equal("news", await observer.Heard.WaitAsync(TestSilo.Bound));
        Assert.Equal("answer to q", await grain.AskAsync(reference, "q").WaitAsync(TestSilo.Bound));
        client.DeleteObjectReference<IProbeObserver>(reference);
        await Assert.ThrowsAsync<ClientNotAvailableException>(() => grain.AskAsync(reference, "q").WaitAsync(TestSilo.Bound));
        GC.KeepAlive(observer);
    }

    private static async Task SendAsync(Socket socket, FrameBuffer frame)
    {
        frame.End();
        var bytes = frame.Written.ToArray();
        frame.Release();
        await socket.SendAsync(bytes).WaitAsync(TestSilo.Bound);
    }

    private static IPEndPoint FreeEndpoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
