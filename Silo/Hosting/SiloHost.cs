using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Grains;
using FuncX.Actors.Grains.Security;
using FuncX.Actors.Silo.Auth;
using FuncX.Actors.Silo.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;

namespace FuncX.Actors.Silo.Hosting;

/// <summary>One silo in this process: storage, grains, guard. Used by <c>funcx up</c> and by tests.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloHost(IHost host, string adminTokenPath, bool isNewAdminToken)
    {
        _host = host;
        AdminTokenPath = adminTokenPath;
        IsNewAdminToken = isNewAdminToken;
        var address = host.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint;
        Gateway = new IPEndPoint(address.Address, address.Port);
    }

    /// <summary>Where clients and agents connect.</summary>
    public IPEndPoint Gateway { get; }

    /// <summary>File with the administrator's token, if this data directory made it.</summary>
    public string AdminTokenPath { get; }

    /// <summary>The token was made by this start.</summary>
    public bool IsNewAdminToken { get; }

    /// <summary>Ends when the silo stops by itself.</summary>
    public CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Starts a silo on loopback.</summary>
    /// <param name="settings">Ports, names, data directory.</param>
    /// <param name="connectionString">Its Postgres; null for memory.</param>
    /// <param name="configureLogging">Where log lines go.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SiloStartException">A port is taken, the database does not answer, or the settings are wrong.</exception>
    public static async Task<SiloHost> StartAsync(SiloSettings settings, string? connectionString, Action<ILoggingBuilder> configureLogging, CancellationToken cancellationToken)
    {
        if (connectionString is not null)
            CheckConnectionString(connectionString);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configureLogging(builder.Logging);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddFuncXGrains();
        builder.Services.AddSingleton<ClusterSecret>();
        builder.Services.AddSingleton<TokenCache>();
        builder.Services.AddHostedService<TokenRefresh>();
        builder.Services.AddHostedService<ExpirySweep>();
        if (connectionString is null)
            builder.Services.AddMemoryStores();
        else
            builder.Services.AddFuncXPostgres(new PostgresStorageOptions { ConnectionString = connectionString });
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, settings.ServiceId, settings.ClusterId)
            .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (settings.ClusterId, settings.ServiceId))
            .AddIncomingGrainCallFilter<CallGuard>()
            .AddOutgoingGrainCallFilter<SecretCallFilter>());
        var host = builder.Build();
        try
        {
            if (host.Services.GetService<PostgresUpkeep>() is { } upkeep)
                await upkeep.PrepareAsync(cancellationToken);
            var store = host.Services.GetRequiredService<ITokenStore>();
            host.Services.GetRequiredService<ClusterSecret>().Set(await store.GetClusterSecretAsync(cancellationToken));
            var (path, isNew) = await AdminToken.EnsureAsync(store, settings.DataDirectory, settings.NewAdminToken, TimeProvider.System, cancellationToken);
            await host.StartAsync(cancellationToken);
            return new SiloHost(host, path, isNew);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await AbandonAsync(host);
            throw new SiloStartException($"The silo did not start: {Reason(e)}", e);
        }
        catch
        {
            await AbandonAsync(host);
            throw;
        }
    }

    /// <summary>Refuses new calls, drains, closes; at most 15 s.</summary>
    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _host.StopAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            // What did not drain ends with the process.
        }
        await DisposeHostAsync(_host);
    }

    /// <summary>The engine's own words name the port; the cause below them does not.</summary>
    private static string Reason(Exception e) => e switch
    {
        OrleansConfigurationException { InnerException: SocketException } => $"{e.Message} Here that is --gateway-port and --silo-port; 0 takes any.",
        FuncXException { Hint.Length: > 0 } known => $"{known.Message} {known.Hint}",
        FuncXException or OrleansException => e.Message,
        _ => e.GetBaseException().Message,
    };

    private static void CheckConnectionString(string text)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The text itself may hold a password.
            throw new SiloStartException($"The connection string of the database cannot be read: {e.Message} Write it as Host=HOST_OR_SOCKET_DIRECTORY;Username=NAME;Database=NAME.", e);
        }
    }

    /// <summary>Background services that run already end as at any stop, and not with an error of their own.</summary>
    private static async Task AbandonAsync(IHost host)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await host.StopAsync(bound.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException or InvalidOperationException)
        {
            // The start has failed already, and its error is the one that counts.
        }
        await DisposeHostAsync(host);
    }

    /// <summary>Signals are for the command to handle: the host's own handler would stop the silo behind its back.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static async ValueTask DisposeHostAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }
}
