using FuncX.Actors.Runtime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Makes a host a client of a cluster.</summary>
public static class OrleansClientGenericHostExtensions
{
    /// <summary>Adds a client; gateways must be known through the services.</summary>
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleansClient(static _ => { });

    /// <inheritdoc cref="UseOrleansClient(IHostApplicationBuilder)"/>
    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder) => hostAppBuilder.UseOrleansClient(static _ => { });

    /// <inheritdoc cref="UseOrleansClient(IHostApplicationBuilder)"/>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder) => hostBuilder.UseOrleansClient(static (IClientBuilder _) => { });

    /// <summary>Adds a client; it connects when the host starts, and the start fails if no gateway accepts.</summary>
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        EngineServices.AddClient(hostAppBuilder.Services);
        configureDelegate(new ClientBuilder(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <inheritdoc cref="UseOrleansClient(IHostApplicationBuilder, Action{IClientBuilder})"/>
    public static HostApplicationBuilder UseOrleansClient(this HostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ((IHostApplicationBuilder)hostAppBuilder).UseOrleansClient(configureDelegate);
        return hostAppBuilder;
    }

    /// <inheritdoc cref="UseOrleansClient(IHostApplicationBuilder, Action{IClientBuilder})"/>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.UseOrleansClient((_, builder) => configureDelegate(builder));
    }

    /// <inheritdoc cref="UseOrleansClient(IHostApplicationBuilder, Action{IClientBuilder})"/>
    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<HostBuilderContext, IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) =>
        {
            EngineServices.AddClient(services);
            configureDelegate(context, new ClientBuilder(services, context.Configuration));
        });
    }

    /// <summary>Adds a client to a collection of services whose host will start it.</summary>
    public static IServiceCollection AddOrleansClient(this IServiceCollection services, Action<IClientBuilder> configureDelegate) =>
        services.AddOrleansClient(null, configureDelegate);

    /// <inheritdoc cref="AddOrleansClient(IServiceCollection, Action{IClientBuilder})"/>
    public static IServiceCollection AddOrleansClient(this IServiceCollection services, IConfiguration? configuration, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        EngineServices.AddClient(services);
        configureDelegate(new ClientBuilder(services, configuration ?? new ConfigurationBuilder().Build()));
        return services;
    }
}
