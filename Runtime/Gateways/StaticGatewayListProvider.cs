using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>The gateways of the options.</summary>
internal sealed class StaticGatewayListProvider(IOptions<StaticGatewayListProviderOptions> options, IOptions<GatewayOptions> gateway) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => gateway.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => false;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() => Task.FromResult<IList<Uri>>([.. options.Value.Gateways]);
}
