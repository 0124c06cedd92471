using System.Net;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.EndpointAgent.Configuration;

namespace FuncX.Actors.EndpointAgent.Hosting;

/// <summary>Where an agent connects.</summary>
internal static class GatewaySettings
{
    /// <summary>config.yaml, else FUNCX_GATEWAY, else the silo of this machine if it is of the same cluster (its port may have changed), else where the endpoint was registered.</summary>
    /// <exception cref="FuncXConnectionException">What is found cannot be read.</exception>
    public static IReadOnlyList<IPEndPoint> Find(EndpointConfig config, EndpointIdentity identity)
    {
        if (config.Gateways.Count > 0)
            return ClientSettings.ParseGateways(string.Join(',', config.Gateways));
        if (Environment.GetEnvironmentVariable("FUNCX_GATEWAY") is { Length: > 0 } gateways)
            return ClientSettings.ParseGateways(gateways);
        return ClientSettings.ReadRunFile(Path.Combine(ClientSettings.DataDirectory, "run.json")) is { } run && run.ClusterId == identity.ClusterId
            ? [run.Gateway]
            : ClientSettings.ParseGateways(identity.Gateway);
    }
}
