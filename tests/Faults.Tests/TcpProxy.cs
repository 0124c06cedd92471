using System.Net;
using System.Net.Sockets;

namespace FuncX.Actors.Faults.Tests;

/// <summary>Stands between the agent and the gateway, so that a test can cut their connection.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private volatile IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];
    private readonly Task _accepting;

    public TcpProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Ends every connection with a reset on both sides; new ones are let through.</summary>
    /// <returns>How many there were.</returns>
    public int Reset()
    {
        lock (_gate)
        {
            var count = _links.Count;
            foreach (var link in _links)
                link.Reset();
            _links.Clear();
            return count;
        }
    }

    /// <summary>Sends new connections elsewhere, and ends the present ones.</summary>
    public void Redirect(IPEndPoint target)
    {
        _target = target;
        Reset();
    }

    /// <summary>Swallows everything on the connections there are, without a word to either side; the kernel acknowledges it all the same.</summary>
    public void Silence()
    {
        lock (_gate)
        {
            foreach (var link in _links)
                link.IsSilent = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Reset();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
                pumps.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task ServeAsync(Socket near)
    {
        var link = new Link(near, new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        near.NoDelay = true;
        try
        {
            await link.Far.ConnectAsync(_target, _stop.Token);
            lock (_gate)
                _links.Add(link);
            await Task.WhenAny(PumpAsync(link, link.Near, link.Far), PumpAsync(link, link.Far, link.Near));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // No silo listens: the agent sees its connection end, as it would without us.
        }
        lock (_gate)
            _links.Remove(link);
        link.Reset();
    }

    private async Task PumpAsync(Link link, Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token) is > 0 and var count)
            {
                for (var sent = 0; sent < count && !link.IsSilent;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None, _stop.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side is gone; so is the other in a moment.
        }
    }

    private sealed class Link(Socket near, Socket far)
    {
        public Socket Near { get; } = near;

        public Socket Far { get; } = far;

        public volatile bool IsSilent;

        private int _isReset;

        public void Reset()
        {
            if (Interlocked.Exchange(ref _isReset, 1) != 0)
                return;
            foreach (var socket in (ReadOnlySpan<Socket>)[Near, Far])
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }
        }
    }
}
