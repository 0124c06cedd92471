using FuncX.Actors.Grains;
using FuncX.Actors.Grains.Catalog;
using FuncX.Actors.Grains.Security;
using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Memory;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace FuncX.Actors.Silo.Hosting;

/// <summary>The two sets of stores a silo can run on.</summary>
internal static class StoreRegistration
{
    /// <summary>Throw-away stores in memory.</summary>
    public static IServiceCollection AddMemoryStores(this IServiceCollection services)
    {
        services.AddSingleton<MemoryStateStorage>();
        services.AddKeyedSingleton<IGrainStorage>(StorageNames.Provider, (provider, _) => provider.GetRequiredService<MemoryStateStorage>());
        services.AddSingleton<ICatalogStore>(provider => provider.GetRequiredService<MemoryStateStorage>());
        services.AddSingleton<ITokenStore, MemoryTokenStore>();
        services.AddSingleton<ITaskLedger, MemoryTaskLedger>();
        return services;
    }
}
