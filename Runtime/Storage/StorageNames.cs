using FuncX.Actors.Runtime.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Storage;

/// <summary>Storage providers by name: keyed services.</summary>
internal static class StorageNames
{
    /// <summary>The provider that is meant when no name is given.</summary>
    internal const string Default = "Default";

    internal static IGrainStorage Find(IServiceProvider services, GrainClassEntry grainClass, string? name) =>
        services.GetKeyedService<IGrainStorage>(name ?? Default) ?? throw new OrleansConfigurationException(
            $"{grainClass.Type} stores state in the provider \"{name ?? Default}\", which this silo does not have. "
            + (name is null ? "Add one, for example with AddMemoryGrainStorageAsDefault()." : $"Register it, for example with AddMemoryGrainStorage(\"{name}\")."));
}
