using System.Net;
using FuncX.Actors.Runtime.Diagnostics;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Basic configuration of a silo.</summary>
public static class CoreHostingExtensions
{
    /// <summary>A cluster of one silo on this machine, listening on loopback only. Port 0 takes any free one, see <see cref="Runtime.ILocalSiloDetails"/>.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">Port for other silos.</param>
    /// <param name="gatewayPort">Port for clients.</param>
    /// <param name="primarySiloEndpoint">Of no use to a single silo.</param>
    /// <param name="serviceId">The application.</param>
    /// <param name="clusterId">The deployment.</param>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder, int siloPort = EndpointOptions.DEFAULT_SILO_PORT, int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null, string serviceId = "dev", string clusterId = "dev")
    {
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
        });
        if (!string.IsNullOrWhiteSpace(serviceId)) builder.Configure<ClusterOptions>(options => options.ServiceId = serviceId);
        if (!string.IsNullOrWhiteSpace(clusterId)) builder.Configure<ClusterOptions>(options => options.ClusterId = clusterId);
        return builder;
    }

    /// <summary>Carries the current <see cref="System.Diagnostics.Activity"/> along calls and makes one for each side of a call (source "Microsoft.Orleans.Application").</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder) =>
        builder.AddOutgoingGrainCallFilter<ActivityPropagation>().AddIncomingGrainCallFilter<ActivityPropagation>();
}
