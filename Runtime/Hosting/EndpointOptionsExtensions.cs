using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    /// <summary>Sets the advertised address and both ports.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false)
    {
        ArgumentNullException.ThrowIfNull(advertisedIP);
        return builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            if (!listenOnAnyHostAddress) return;
            var any = advertisedIP.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
            options.SiloListeningEndpoint = new IPEndPoint(any, siloPort);
            options.GatewayListeningEndpoint = new IPEndPoint(any, gatewayPort);
        });
    }

    /// <summary>Sets both ports; the advertised address is the host's first of that family.</summary>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder, int siloPort, int gatewayPort, AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false) =>
        builder.ConfigureEndpoints(null, siloPort, gatewayPort, addressFamily, listenOnAnyHostAddress);

    /// <summary>Sets the advertised address by name, this host's if null, and both ports.</summary>
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder, string? hostname, int siloPort, int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false)
    {
        var address = Dns.GetHostAddresses(hostname ?? Dns.GetHostName(), addressFamily).FirstOrDefault()
            ?? throw new Runtime.OrleansConfigurationException($"The host name \"{hostname ?? Dns.GetHostName()}\" has no address of family {addressFamily}.");
        return builder.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress);
    }
}
