using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Transport;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>Tries the gateways of the list once, one after the other.</summary>
internal sealed class GatewayConnector(ClientRuntime client)
{
    private IPEndPoint[] _gateways = [];
    private long _readAt;
    private bool _initialized;
    private int _next = Random.Shared.Next(1024);

    /// <summary>The first gateway that accepts.</summary>
    /// <param name="avoid">A gateway that is tried last, because it stops or has just failed.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="OrleansException">None accepts; the message names each with its reason.</exception>
    internal async Task<ClientConnection> ConnectAsync(IPEndPoint? avoid, CancellationToken cancellationToken)
    {
        var gateways = await ReadGatewaysAsync(cancellationToken).ConfigureAwait(false);
        if (gateways.Length == 0) throw new SiloUnavailableException("The list of gateways is empty.");
        var first = unchecked((uint)_next++) % (uint)gateways.Length;
        var order = gateways[(int)first..].Concat(gateways[..(int)first]).OrderBy(gateway => gateway.Equals(avoid));
        var failures = new List<string>();
        Exception? last = null;
        foreach (var gateway in order)
        {
            try
            {
                return await ConnectToAsync(gateway, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                var reason = exception is OperationCanceledException ? $"no answer within {client.Limits.HandshakeTimeout}" : exception.Message;
                failures.Add($"{gateway}: {reason}");
                last = exception;
            }
        }
        var text = $"No gateway of cluster \"{client.Cluster.ClusterId}\" could be reached. Tried {string.Join("; ", failures)}";
        throw last is GatewayTooBusyException ? new GatewayTooBusyException(text, last) : new SiloUnavailableException(text, last);
    }

    private async Task<ClientConnection> ConnectToAsync(IPEndPoint gateway, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(client.Limits.HandshakeTimeout, client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(gateway, either.Token).ConfigureAwait(false);
            FrameConnection.Tune(socket);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await HandshakeStream.WriteAsync(stream, Handshake.WriteHello(client.Cluster.ClusterId, client.Cluster.ServiceId, client.Secret), either.Token).ConfigureAwait(false);
            var body = await HandshakeStream.ReadAsync(stream, FrameKind.Welcome, client.Messaging.MaxMessageBodySize, either.Token).ConfigureAwait(false);
            var limits = new FrameLimits(client.Messaging.MaxMessageBodySize, client.Limits.MaxOutboundBytesPerConnection);
            return new ClientConnection(client, gateway, socket, stream, Handshake.ReadWelcome(body, gateway), limits);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPEndPoint[]> ReadGatewaysAsync(CancellationToken cancellationToken)
    {
        var provider = client.Gateways;
        if (!_initialized)
        {
            await provider.InitializeGatewayListProvider().WaitAsync(cancellationToken).ConfigureAwait(false);
            _initialized = true;
        }
        else if (_gateways.Length > 0 && (!provider.IsUpdatable || client.Time.GetElapsedTime(_readAt) < provider.MaxStaleness))
        {
            return _gateways;
        }
        try
        {
            var uris = await provider.GetGateways().WaitAsync(cancellationToken).ConfigureAwait(false);
            var gateways = new List<IPEndPoint>();
            foreach (var uri in uris) gateways.Add(await ResolveAsync(uri, cancellationToken).ConfigureAwait(false));
            _gateways = [.. gateways.Distinct()];
            _readAt = client.Time.GetTimestamp();
        }
        catch (Exception exception) when (_gateways.Length > 0 && exception is not OperationCanceledException)
        {
            // The source of the list is down as well; the gateways of the last list may be back before it.
            client.Log.GatewayListStale(exception);
        }
        return _gateways;
    }

    private static async Task<IPEndPoint> ResolveAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)) return new IPEndPoint(address, uri.Port);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.Host, cancellationToken).ConfigureAwait(false);
            return new IPEndPoint(addresses[0], uri.Port);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new SiloUnavailableException($"The gateway {uri} cannot be found: {exception.Message}", exception);
        }
    }
}
