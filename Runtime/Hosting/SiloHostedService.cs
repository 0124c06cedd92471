using System.Diagnostics;
using FuncX.Actors.Runtime.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FuncX.Actors.Runtime.Hosting;

/// <summary>Starts the silo with its host, collects idle activations, and stops it in order.</summary>
internal sealed class SiloHostedService(SiloRuntime silo, IEnumerable<StartupTaskEntry> startupTasks) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _collecting = Task.CompletedTask;
    private int _stopped;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        silo.Start();
        try
        {
            foreach (var task in startupTasks.OrderBy(static task => task.Stage)) await task.Execute(silo.Services, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            silo.Gateway?.Dispose();
            throw;
        }
        silo.Gateway?.Accept();
        using (ExecutionContext.SuppressFlow()) _collecting = Task.Run(CollectAsync, CancellationToken.None);
        var took = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        silo.Log.SiloStarted(silo.Address, silo.Cluster.ClusterId, took, silo.Gateway?.LocalEndpoint, silo.Catalog.Classes.Count);
    }

    /// <summary>Refuses new calls, lets running ones end, deactivates the grains, closes the connections; each bounded.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        var begun = Stopwatch.GetTimestamp();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _collecting.ConfigureAwait(false);
        if (silo.Gateway is { } gateway) await gateway.RefuseNewAsync().ConfigureAwait(false);
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await silo.Catalog.DeactivateAllAsync().WaitAsync(silo.Collection.DeactivationTimeout, silo.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            silo.Log.DrainIncomplete(silo.Catalog.Count, silo.Collection.DeactivationTimeout);
        }
        silo.Gateway?.CloseConnections();
        silo.Dispose();
        silo.Log.SiloStopped(silo.Address, (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        silo.Dispose();
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var grace = silo.Limits.DrainTimeout / 5;
        if (await IsIdleWithinAsync(grace, cancellationToken).ConfigureAwait(false)) return;
        // What still runs now may be parked long polls: those that take a token end by it.
        silo.Gateway?.CancelRunning();
        if (await IsIdleWithinAsync(silo.Limits.DrainTimeout - grace, cancellationToken).ConfigureAwait(false)) return;
        silo.Log.DrainIncomplete(silo.Catalog.Activations().Count(static activation => !activation.Loop.IsIdle), silo.Limits.DrainTimeout);
    }

    private async Task<bool> IsIdleWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = new CancellationTokenSource(limit, silo.Time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limited.Token);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10), silo.Time);
        try
        {
            while (silo.Catalog.Activations().Any(static activation => !activation.Loop.IsIdle))
            {
                await poll.WaitForNextTickAsync(bound.Token).ConfigureAwait(false);
            }
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task CollectAsync()
    {
        using var quantum = new PeriodicTimer(silo.Collection.CollectionQuantum, silo.Time);
        while (true)
        {
            try
            {
                if (!await quantum.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false)) return;
                var collected = silo.Catalog.CollectIdle();
                if (collected > 0) silo.Log.Collected(collected, silo.Catalog.Count - collected);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                silo.Log.CollectionFailed(exception);
            }
        }
    }
}
