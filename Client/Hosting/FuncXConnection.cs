using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace FuncX.Actors.Client.Hosting;

/// <summary>A connection to the cluster: it comes back by itself after a loss; calls in between fail at once.</summary>
public sealed class FuncXConnection : IAsyncDisposable
{
    private readonly IHost _host;

    private FuncXConnection(IHost host)
    {
        _host = host;
        Grains = host.Services.GetRequiredService<IClusterClient>();
    }

    /// <summary>Makes references to grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Connects with the token on every call.</summary>
    /// <param name="options">Where, and with which token.</param>
    /// <param name="configureLogging">Where log lines go; nowhere when null.</param>
    /// <param name="keepTrying">Try until cancelled instead of for <see cref="FuncXClientOptions.ConnectTimeout"/>: for agents.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="FuncXConnectionException">No gateway answered in time; the message says which and why.</exception>
    public static async Task<FuncXConnection> ConnectAsync(
        FuncXClientOptions options, Action<ILoggingBuilder>? configureLogging, bool keepTrying, CancellationToken cancellationToken)
    {
        var errors = options.Validate().ToList();
        if (errors.Count > 0)
            throw new FuncXConnectionException(string.Join(' ', errors));
        var retry = new ConnectRetry(keepTrying ? Timeout.InfiniteTimeSpan : options.ConnectTimeout, TimeProvider.System);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        configureLogging?.Invoke(builder.Logging);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleansClient(client => client
            .UseStaticClustering([.. options.Gateways])
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            })
            .AddOutgoingGrainCallFilter(new TokenCallFilter(options.Token))
            .UseConnectionRetryFilter(retry.ShouldRetryAsync));
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            host.Dispose();
            var places = string.Join(", ", options.Gateways.Select(g => g.ToString()));
            throw new FuncXConnectionException($"No silo answered at {places}: {e.GetBaseException().Message.TrimEnd('.')}. Start one with `./funcx up`, or set FUNCX_GATEWAY=host:port.", e);
        }
        catch
        {
            host.Dispose();
            throw;
        }
        return new FuncXConnection(host);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _host.StopAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The connection goes with the process.
        }
        _host.Dispose();
    }

    private sealed class ConnectRetry(TimeSpan bound, TimeProvider clock)
    {
        private readonly long _started = clock.GetTimestamp();

        public async Task<bool> ShouldRetryAsync(Exception exception, CancellationToken cancellationToken)
        {
            if (bound != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(_started) >= bound)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100 + Random.Shared.Next(400)), clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private sealed class TokenCallFilter(string token) : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            RequestContext.Set(ContextKeys.Token, token);
            try
            {
                await context.Invoke();
            }
            finally
            {
                RequestContext.Remove(ContextKeys.Token);
            }
        }
    }
}
