using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo listens and what it tells others.</summary>
public class EndpointOptions
{
    /// <summary>Default of <see cref="SiloPort"/>.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>Default of <see cref="GatewayPort"/>.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The address that others use; loopback unless set.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Port for other silos, 0 to 65535.</summary>
    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    /// <summary>Port for clients, 0 to 65535; 0 takes any free one, see <see cref="Runtime.ILocalSiloDetails.GatewayAddress"/>.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>Listens here for silos instead of on the advertised address and port.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Listens here for clients instead of on the advertised address and port; port 0 takes any free one.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
