using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>A peer that takes everything and answers nothing: the kernel sees no fault, the client must.</summary>
public sealed class SilentGatewayTests
{
    [Fact]
    public async Task Client_WhoseGatewayFallsSilent_EndsItsCallsAndConnectsAgain()
    {
        await using var silo = await TestSilo.StartAsync();
        using var middle = new SilentMiddle(silo.Gateway);
        var log = new LogCollector();
        using var host = TestSilo.CreateClientHost(middle.Address, log, static builder => builder.Configure<EngineLimits>(static limits =>
        {
            limits.PingAfter = TimeSpan.FromMilliseconds(50);
            limits.PingTimeout = TimeSpan.FromMilliseconds(500);
        }));
        await host.StartAsync().WaitAsync(TestSilo.Bound);
        var grain = host.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("silent");
        Assert.Equal("before", await grain.EchoAsync("before").WaitAsync(TestSilo.Bound));

        middle.IsSilent = true;
        var lost = await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.EchoAsync("unheard").WaitAsync(TestSilo.Bound));
        Assert.Contains("after a ping", lost.Message, StringComparison.Ordinal);

        middle.IsSilent = false;
        await log.WaitForAsync("Connected to gateway", times: 2);
        Assert.Equal("after", await grain.EchoAsync("after").WaitAsync(TestSilo.Bound));
        await host.StopAsync();
    }

    /// <summary>Relays bytes, or swallows them.</summary>
    private sealed class SilentMiddle : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<Socket> _sockets = [];
        private readonly IPEndPoint _target;

        public SilentMiddle(IPEndPoint target)
        {
            _target = target;
            _listener.Start();
            _ = AcceptAsync();
        }

        public volatile bool IsSilent;

        public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

        public void Dispose()
        {
            _listener.Dispose();
            lock (_sockets) _sockets.ForEach(static socket => socket.Dispose());
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var near = await _listener.AcceptSocketAsync();
                    var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    lock (_sockets) _sockets.AddRange([near, far]);
                    await far.ConnectAsync(_target);
                    _ = PumpAsync(near, far);
                    _ = PumpAsync(far, near);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task PumpAsync(Socket from, Socket to)
        {
            var buffer = new byte[4096];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var count)
                {
                    if (!IsSilent) await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One side has ended.
            }
        }
    }
}
