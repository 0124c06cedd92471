using System.Net;
using FuncX.Actors.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>A silo in this process and clients that reach it over loopback; ports are free ones.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    /// <summary>Bound of every wait in these tests.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly IHost _host;
    private readonly List<IHost> _clients = [];
    private bool _stopped;

    private TestSilo(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <summary>References whose calls stay in the silo.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IPEndPoint Gateway => Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint;

    public LogCollector Log { get; private init; } = new();

    public static async Task<TestSilo> StartAsync(Action<ISiloBuilder>? configure = null, int gatewayPort = 0)
    {
        var log = new LogCollector();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: 0, gatewayPort: gatewayPort);
            silo.AddMemoryGrainStorageAsDefault();
            silo.Configure<EngineLimits>(static limits => limits.DrainTimeout = TimeSpan.FromMilliseconds(500));
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync().WaitAsync(Bound);
        }
        catch
        {
            host.Dispose();
            throw;
        }
        return new TestSilo(host) { Log = log };
    }

    /// <summary>A client host, not started.</summary>
    public static IHost CreateClientHost(IPEndPoint gateway, LogCollector log, Action<IClientBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(gateway.Port);
            configure?.Invoke(client);
        });
        return builder.Build();
    }

    /// <summary>A connected client; it ends with the silo's test.</summary>
    public async Task<IClusterClient> ConnectAsync(Action<IClientBuilder>? configure = null, LogCollector? log = null)
    {
        var host = CreateClientHost(Gateway, log ?? new LogCollector(), configure);
        _clients.Add(host);
        await host.StartAsync().WaitAsync(Bound);
        return host.Services.GetRequiredService<IClusterClient>();
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _host.StopAsync().WaitAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.StopAsync().WaitAsync(Bound);
            client.Dispose();
        }
        await StopAsync();
        _host.Dispose();
    }
}
