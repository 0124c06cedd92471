using System.Globalization;
using System.Net;
using FuncX.Actors.Runtime.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>Connects the client with its host and keeps it connected: reconnects for ever, fails over when a gateway stops.</summary>
internal sealed class ClientHostedService(ClientRuntime client) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private readonly GatewayConnector _connector = new(client);
    private Task _keeping = Task.CompletedTask;
    private TaskCompletionSource _goodbye = NewSignal();

    /// <summary>Makes the first connection.</summary>
    /// <exception cref="OrleansException">No gateway accepts, and the retry filter, if any, has had enough.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        client.Sender.Filters = [.. client.Services.GetServices<IOutgoingGrainCallFilter>()];
        client.Goodbye += _ => Volatile.Read(ref _goodbye).TrySetResult();
        var retry = client.Services.GetService<IClientConnectionRetryFilter>();
        ClientConnection? connection = null;
        while (connection is null)
        {
            try
            {
                connection = await _connector.ConnectAsync(avoid: null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                client.SetDisconnected($"the first connection failed: {exception.Message}");
                if (retry is null || !await retry.ShouldRetryConnectionAttempt(exception, cancellationToken).ConfigureAwait(false)) throw;
            }
        }
        Adopt(connection);
        using (ExecutionContext.SuppressFlow()) _keeping = Task.Run(() => KeepAsync(connection), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Cancel();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Adopt(ClientConnection connection)
    {
        client.SetConnected(connection);
        client.Log.GatewayConnected(connection.Gateway, connection.Welcome.Silo, connection.Welcome.ClientId);
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(connection.ReceiveAsync, CancellationToken.None);
            _ = Task.Run(connection.WatchAsync, CancellationToken.None);
        }
    }

    private async Task KeepAsync(ClientConnection connection)
    {
        try
        {
            while (true)
            {
                var goodbye = Volatile.Read(ref _goodbye).Task;
                await Task.WhenAny(connection.Ended, goodbye).WaitAsync(_stopping.Token).ConfigureAwait(false);
                Volatile.Write(ref _goodbye, NewSignal());
                if (!connection.IsClosed && !connection.SaidGoodbye) continue;
                var next = await ReplaceAsync(connection).ConfigureAwait(false);
                if (!next.Gateway.Equals(connection.Gateway)) client.Log.FailedOver(connection.Gateway, next.Gateway);
                connection = next;
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            client.SetDisconnected("it was stopped");
            connection.Close(null);
        }
    }

    private async Task<ClientConnection> ReplaceAsync(ClientConnection old)
    {
        string reason;
        if (old.IsClosed)
        {
            reason = (await old.Ended.ConfigureAwait(false))?.Message ?? "it closed the connection";
            client.Log.GatewayLost(old.Gateway, reason, old.LostCalls);
        }
        else
        {
            // Its running calls may still be answered: the silo ends the connection itself.
            reason = "its silo stops";
            client.Log.GatewayStops(old.Gateway);
        }
        var since = client.Time.GetUtcNow().ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var lost = $"disconnected from gateway {old.Gateway} since {since} ({reason})";
        client.SetDisconnected(lost + ", reconnecting");
        return await ReconnectAsync(old.Gateway, lost).ConfigureAwait(false);
    }

    private async Task<ClientConnection> ReconnectAsync(IPEndPoint avoid, string lost)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var connection = await _connector.ConnectAsync(avoid, _stopping.Token).ConfigureAwait(false);
                Adopt(connection);
                return connection;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                client.SetDisconnected($"{lost}; {attempt} attempts to reconnect failed, the last: {exception.Message}");
                var delay = Delay(attempt);
                // Every attempt at first, then ever more rarely: an agent may be cut off for days.
                if (System.Numerics.BitOperations.IsPow2(attempt)) client.Log.NoGateway(attempt, exception.Message, delay);
                await Task.Delay(delay, client.Time, _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Doubling from 50 ms, capped, then between half and the whole of it, so that a thousand agents do not come back at once.</summary>
    private TimeSpan Delay(int attempt)
    {
        var full = Math.Min(s_firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 20)), client.Limits.MaxReconnectDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
