using FuncX.Actors.Runtime.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Hosting;

/// <summary>The services of a silo and of a client.</summary>
internal static class EngineServices
{
    internal static void AddSilo(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(SiloRuntime))) return;
        if (services.Any(static service => service.ServiceType == typeof(ClientRuntime))) throw Both();
        services.AddOptions().AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SiloRuntime>();
        services.AddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<SiloRuntime>().Factory);
        services.AddSingleton<IClusterClient>(static provider => new ClusterClient(provider.GetRequiredService<SiloRuntime>().Factory, provider));
        services.AddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        services.AddHostedService<SiloHostedService>();
    }

    internal static void AddClient(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ClientRuntime))) return;
        if (services.Any(static service => service.ServiceType == typeof(SiloRuntime))) throw Both();
        services.AddOptions().AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClientRuntime>();
        services.AddSingleton<IGrainFactory>(static provider =>
        {
            var client = provider.GetRequiredService<ClientRuntime>();
            return new Catalog.GrainFactory(client.Sender, client, client.Observers);
        });
        services.AddSingleton<IClusterClient>(static provider => new ClusterClient(provider.GetRequiredService<IGrainFactory>(), provider));
        services.AddHostedService<ClientHostedService>();
    }

    private static OrleansConfigurationException Both() =>
        new("A host is a silo or a client, not both: a silo's services contain an IClusterClient already.");
}
