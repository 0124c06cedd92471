using FuncX.Actors.Grains;
using FuncX.Actors.Grains.Catalog;
using FuncX.Actors.Grains.Security;
using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Registers the stores in Postgres.</summary>
public static class PostgresHostingExtensions
{
    /// <summary>
    /// Adds the ledger, the token and catalog stores, grain storage <see cref="StorageNames.Provider"/>, migrations and partitions. Call it
    /// before the silo is added: the tables are brought up to date when the host starts, in the order of registration.
    /// </summary>
    /// <exception cref="ArgumentException">With every error of the options.</exception>
    public static IServiceCollection AddFuncXPostgres(this IServiceCollection services, PostgresStorageOptions options)
    {
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        services.AddSingleton(options);
        services.AddSingleton<PostgresConnections>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PostgresMigrator>(provider, options.ConnectionString));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TaskPartitions>(provider, options.ConnectionString));
        services.AddSingleton<ITaskLedger, PostgresTaskLedger>();
        services.AddSingleton<ITokenStore, PostgresTokenStore>();
        services.AddSingleton<ICatalogStore, PostgresCatalogStore>();
        services.AddKeyedSingleton<IGrainStorage, PostgresGrainStorage>(StorageNames.Provider);
        services.AddSingleton<PostgresUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<PostgresUpkeep>());
        return services;
    }
}
