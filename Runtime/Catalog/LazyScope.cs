using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>The services of one activation. The scope behind it is made on first use: most activations need none.</summary>
internal sealed class LazyScope(IServiceProvider root, IGrainContext context) : IServiceProvider, IKeyedServiceProvider, IAsyncDisposable
{
    private AsyncServiceScope? _scope;

    private IServiceProvider Provider => (_scope ??= root.CreateAsyncScope()).ServiceProvider;

    public object? GetService(Type serviceType) => serviceType == typeof(IGrainContext) ? context : Provider.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => Provider.GetKeyedServices(serviceType, serviceKey).LastOrDefault();

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Provider.GetRequiredKeyedService(serviceType, serviceKey);

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
