using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Hosting;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>Where clients connect. Bad connections end with one line in the log; the port goes on serving.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly SiloRuntime _silo;
    private readonly Socket _listener;
    private readonly ConcurrentDictionary<GatewayConnection, bool> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;
    private int _open;
    private int _stoppingFlag;
    private long _pastRequests;

    /// <summary>Binds the port; <see cref="Accept"/> starts to serve it.</summary>
    /// <exception cref="OrleansConfigurationException">The port cannot be had; the message names it.</exception>
    internal Gateway(SiloRuntime silo, IPEndPoint endpoint)
    {
        _silo = silo;
        _listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endpoint);
            _listener.Listen(512);
        }
        catch (SocketException exception)
        {
            _listener.Dispose();
            var why = exception.SocketErrorCode == SocketError.AddressAlreadyInUse ? "another process uses it" : exception.Message;
            throw new OrleansConfigurationException(
                $"The gateway cannot listen on {endpoint}: {why}. Stop that process or choose another gateway port (EndpointOptions.GatewayPort).", exception);
        }
        LocalEndpoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>The address really bound.</summary>
    internal IPEndPoint LocalEndpoint { get; }

    /// <summary>New calls are refused.</summary>
    internal bool IsStopping => Volatile.Read(ref _stoppingFlag) != 0;

    internal ICollection<GatewayConnection> Connections => _connections.Keys;

    /// <summary>Requests received since the start.</summary>
    internal long Requests => Interlocked.Read(ref _pastRequests) + Connections.Sum(static connection => connection.Requests);

    internal void Accept()
    {
        using (ExecutionContext.SuppressFlow()) _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Takes no more clients and tells the present ones to send nothing new.</summary>
    internal async Task RefuseNewAsync()
    {
        if (Interlocked.Exchange(ref _stoppingFlag, 1) != 0) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        foreach (var connection in Connections) connection.SendGoodbye();
        await _accepting.ConfigureAwait(false);
    }

    /// <summary>Cancels the tokens of all running calls.</summary>
    internal void CancelRunning()
    {
        foreach (var connection in Connections) connection.CancelRunning();
        _silo.Sender.CancelRunning();
    }

    /// <summary>Ends all connections.</summary>
    internal void CloseConnections()
    {
        foreach (var connection in Connections) connection.Close(null);
    }

    public void Dispose()
    {
        Volatile.Write(ref _stoppingFlag, 1);
        _stopping.Cancel();
        _listener.Dispose();
        CloseConnections();
    }

    internal void OnClosed(GatewayConnection connection, Exception? reason)
    {
        if (!_connections.TryRemove(connection, out _)) return;
        Interlocked.Add(ref _pastRequests, connection.Requests);
        _silo.Clients.Remove(connection);
        if (reason is null) _silo.Log.ClientDisconnected(connection.ClientId, connection.Remote);
        else _silo.Log.ClientConnectionLost(connection.ClientId, connection.Remote, reason.Message);
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = ServeAsync(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (Exception exception)
            {
                // Out of descriptors, or a client that left before it was accepted: the next may succeed.
                _silo.Log.AcceptFailed(exception);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _silo.Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        EndPoint? remote = null;
        var count = Interlocked.Increment(ref _open);
        try
        {
            remote = socket.RemoteEndPoint;
            using var bound = new CancellationTokenSource(_silo.Limits.HandshakeTimeout, _silo.Time);
            FrameConnection.Tune(socket);
            using var stream = new NetworkStream(socket, ownsSocket: true);
            if (count > _silo.Limits.MaxGatewayConnections)
            {
                await RefuseAsync(socket, stream, new(HandshakeStatus.TooBusy, $"{_silo.Limits.MaxGatewayConnections} clients are connected, the limit of MaxGatewayConnections"), bound.Token).ConfigureAwait(false);
                return;
            }
            var hello = await HandshakeStream.ReadAsync(stream, FrameKind.Hello, Handshake.MaxHelloBytes, bound.Token).ConfigureAwait(false);
            if (Handshake.ReadHello(hello, _silo.Cluster.ClusterId, _silo.Cluster.ServiceId, out var clientId) is { } refusal)
            {
                await RefuseAsync(socket, stream, refusal, bound.Token).ConfigureAwait(false);
                return;
            }
            await ServeClientAsync(socket, stream, clientId).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _silo.Log.ConnectionRefused(remote, $"it did not introduce itself within {_silo.Limits.HandshakeTimeout}");
        }
        catch (Exception exception)
        {
            _silo.Log.ConnectionRefused(remote, exception.Message);
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ServeClientAsync(Socket socket, Stream stream, GrainId clientId)
    {
        var limits = new FrameLimits(_silo.Messaging.MaxMessageBodySize, _silo.Limits.MaxOutboundBytesPerConnection);
        using var connection = new GatewayConnection(_silo, this, socket, stream, clientId, limits);
        _connections.TryAdd(connection, true);
        _silo.Clients.Add(connection);
        _silo.Log.ClientConnected(clientId, connection.Remote);
        connection.Send(Handshake.WriteWelcome(_silo.Address, clientId, _silo.Types), inline: true);
        if (IsStopping) connection.SendGoodbye();
        await connection.ReceiveAsync().ConfigureAwait(false);
    }

    private async Task RefuseAsync(Socket socket, Stream stream, HandshakeRefusal refusal, CancellationToken cancellationToken)
    {
        _silo.Log.ConnectionRefused(socket.RemoteEndPoint, refusal.Text);
        await HandshakeStream.WriteAsync(stream, Handshake.WriteRefusal(refusal), cancellationToken).ConfigureAwait(false);
        // Closing with unread input would reset the connection before the answer is read.
        socket.Shutdown(SocketShutdown.Send);
        await HandshakeStream.DrainAsync(stream, Handshake.MaxHelloBytes * 4, cancellationToken).ConfigureAwait(false);
    }
}
