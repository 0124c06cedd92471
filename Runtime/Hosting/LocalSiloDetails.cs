using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Hosting;

/// <summary>Reads the silo's identity from the silo.</summary>
internal sealed class LocalSiloDetails(SiloRuntime silo, IOptions<SiloOptions> options) : ILocalSiloDetails
{
    public string Name => string.IsNullOrEmpty(options.Value.SiloName) ? "Silo_" + silo.Address.ToParsableString() : options.Value.SiloName;

    public string ClusterId => silo.Cluster.ClusterId;

    public string DnsHostName => Dns.GetHostName();

    public SiloAddress SiloAddress => silo.Address;

    public SiloAddress GatewayAddress => SiloAddress.New(
        new IPEndPoint(silo.Endpoints.AdvertisedIPAddress, silo.Gateway?.LocalEndpoint.Port ?? silo.Endpoints.GatewayPort), silo.Address.Generation);
}
