using FuncX.Actors.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Grain state in the silo's memory.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds a provider that is meant when no name is given.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<MemoryGrainStorageOptions> configureOptions) =>
        builder.AddMemoryGrainStorage(StorageNames.Default, configureOptions);

    /// <inheritdoc cref="AddMemoryGrainStorageAsDefault(ISiloBuilder, Action{MemoryGrainStorageOptions})"/>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null) =>
        builder.AddMemoryGrainStorage(StorageNames.Default, configureOptions);

    /// <summary>Adds a provider by name.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<MemoryGrainStorageOptions> configureOptions) =>
        builder.AddMemoryGrainStorage(name, options => options.Configure(configureOptions));

    /// <inheritdoc cref="AddMemoryGrainStorage(ISiloBuilder, string, Action{MemoryGrainStorageOptions})"/>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.ConfigureServices(services =>
        {
            configureOptions?.Invoke(services.AddOptions<MemoryGrainStorageOptions>(name));
            services.AddKeyedSingleton<IGrainStorage>(name, static (_, key) => new MemoryGrainStorage((string)key!));
        });
    }
}
