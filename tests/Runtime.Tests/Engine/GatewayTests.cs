using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Hosting;
using FuncX.Actors.Runtime.Tests.Serialization;
using FuncX.Actors.Runtime.Transport;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>What a gateway owes when the other side is not a good client.</summary>
[Collection(nameof(Alone))]
public sealed class GatewayTests
{
    [Fact]
    public async Task Gateway_UnderRandomInput_GoesOnServingAndKeepsNoMemory()
    {
        var random = Properties.Random();
        await using var silo = await TestSilo.StartAsync();
        var good = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        await SendBadInputsAsync(silo.Gateway, random, 200);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await SendBadInputsAsync(silo.Gateway, random, 1_800);
        Assert.Equal("still", await good.EchoAsync("still").WaitAsync(TestSilo.Bound));
        var late = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("b");
        Assert.Equal("there", await late.EchoAsync("there").WaitAsync(TestSilo.Bound));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 32 * 1024 * 1024, $"The process holds {grown} bytes more after 1,800 bad inputs.");
    }

    [Fact]
    public async Task Connection_ClaimingTwoGibibytes_IsClosedWithOneLogLine()
    {
        await using var silo = await TestSilo.StartAsync();
        using var socket = await ConnectAsync(silo.Gateway);
        await IntroduceAsync(socket, "dev", "dev");
        var frame = new byte[5];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 2147483648);
        await socket.SendAsync(frame);
        await AssertClosedAsync(socket);
        var line = await silo.Log.WaitForAsync("2147483648");
        Assert.Contains("at most", line, StringComparison.Ordinal);
        Assert.Single(silo.Log.Lines, entry => entry.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData("other", "dev", "cluster id \"other\"")]
    [InlineData("dev", "other", "service id \"other\"")]
    public async Task Client_OfAnotherCluster_IsToldAndLogged(string cluster, string service, string reason)
    {
        await using var silo = await TestSilo.StartAsync();
        using var host = TestSilo.CreateClientHost(silo.Gateway, new LogCollector(), builder => builder.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = cluster;
            options.ServiceId = service;
        }));
        var error = await Assert.ThrowsAsync<SiloUnavailableException>(() => host.StartAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        await silo.Log.WaitForAsync(reason);
    }

    [Fact]
    public async Task Connection_ThatSaysNothing_IsClosedAfterTheHandshakeTime()
    {
        await using var silo = await TestSilo.StartAsync(static builder =>
            builder.Configure<EngineLimits>(static limits => limits.HandshakeTimeout = TimeSpan.FromMilliseconds(200)));
        using var socket = await ConnectAsync(silo.Gateway);
        await AssertClosedAsync(socket);
        await silo.Log.WaitForAsync("did not introduce itself");
    }

    [Fact]
    public async Task Connection_AboveTheLimit_IsRefusedAsTooBusy()
    {
        await using var silo = await TestSilo.StartAsync(static builder => builder.Configure<EngineLimits>(static limits => limits.MaxGatewayConnections = 1));
        var first = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        using var second = TestSilo.CreateClientHost(silo.Gateway, new LogCollector());
        await Assert.ThrowsAsync<GatewayTooBusyException>(() => second.StartAsync().WaitAsync(TestSilo.Bound));
        await first.NothingAsync().WaitAsync(TestSilo.Bound);
    }

    [Fact]
    public async Task Client_CallingSystemTargetsOrClients_IsRefused()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync();
        var system = client.GetGrain<IProbeGrain>(GrainId.Create("sys.svc.probe", "a"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => system.NothingAsync().WaitAsync(TestSilo.Bound));
        var other = client.GetGrain<IProbeGrain>(GrainId.Create("sys.client", "somebody"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => other.NothingAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Call_OfAnInterfaceThatTheGrainLacks_IsRefused()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync();
        var wrong = client.GetGrain<IReentrantProbeGrain>(client.GetGrain<IProbeGrain>("a").GetGrainId());
        var error = await Assert.ThrowsAnyAsync<Exception>(() => wrong.LetGoAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains("does not implement test.IReentrantProbeGrain", error.Message, StringComparison.Ordinal);
        var nobody = client.GetGrain<IProbeGrain>(GrainId.Create("nosuchtype", "a"));
        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => nobody.NothingAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains("nosuchtype", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sender_OfAClientsCall_IsTheConnectionsOwn()
    {
        var sources = new System.Collections.Concurrent.ConcurrentQueue<GrainId?>();
        await using var silo = await TestSilo.StartAsync(builder => builder.AddIncomingGrainCallFilter(context =>
        {
            sources.Enqueue(context.SourceId);
            return context.Invoke();
        }));
        var one = await silo.ConnectAsync();
        var two = await silo.ConnectAsync();
        await one.GetGrain<IProbeGrain>("a").NothingAsync().WaitAsync(TestSilo.Bound);
        await two.GetGrain<IProbeGrain>("a").NothingAsync().WaitAsync(TestSilo.Bound);
        await one.GetGrain<IProbeGrain>("a").NothingAsync().WaitAsync(TestSilo.Bound);
        var seen = sources.ToArray();
        Assert.All(seen, static source => Assert.True(source!.Value.IsClient()));
        Assert.Equal(seen[0], seen[2]);
        Assert.NotEqual(seen[0], seen[1]);
    }

    [Fact]
    public async Task Port_InUse_FailsTheStartAndNamesThePort()
    {
        await using var silo = await TestSilo.StartAsync();
        var port = silo.Gateway.Port;
        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(gatewayPort: port));
        Assert.Contains($":{port}", error.Message, StringComparison.Ordinal);
    }

    private static async Task SendBadInputsAsync(IPEndPoint gateway, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var socket = await ConnectAsync(gateway);
            try
            {
                if (random.Next(3) > 0) await IntroduceAsync(socket, random.Next(10) == 0 ? "wrong" : "dev", "dev");
                await socket.SendAsync(BadInput(random));
                if (random.Next(4) == 0) socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The gateway was quicker to close than this test to write: as good.
                continue;
            }
        }
    }

    private static byte[] BadInput(Random random)
    {
        var bytes = new byte[random.Next(1, 600)];
        random.NextBytes(bytes);
        switch (random.Next(4))
        {
            case 0: // noise
                break;
            case 1: // a length that is a lie
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.Length >= 4 ? bytes : bytes = new byte[8], (uint)random.NextInt64(uint.MaxValue));
                break;
            case 2: // a truncated frame of a known kind
                if (bytes.Length < 8) bytes = new byte[8];
                BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length + random.Next(1, 1000));
                bytes[4] = (byte)random.Next(1, 7);
                break;
            default: // a whole frame of a known kind with noise in it
                if (bytes.Length < 8) bytes = new byte[8];
                BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
                bytes[4] = (byte)random.Next(1, 7);
                break;
        }
        return bytes;
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint gateway)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway).WaitAsync(TestSilo.Bound);
        return socket;
    }

    private static async Task IntroduceAsync(Socket socket, string cluster, string service)
    {
        var frame = Handshake.WriteHello(cluster, service, new byte[Handshake.SecretBytes]);
        frame.End();
        var bytes = frame.Written.ToArray();
        frame.Release();
        await socket.SendAsync(bytes);
    }

    private static async Task AssertClosedAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(TestSilo.Bound) > 0)
            {
                // The welcome comes first.
                buffer.AsSpan().Clear();
            }
        }
        catch (SocketException exception)
        {
            Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
        }
    }
}
