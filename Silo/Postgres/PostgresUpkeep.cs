using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Brings the tables up to date before the silo starts, then keeps partitions ahead of the clock.</summary>
public sealed partial class PostgresUpkeep(PostgresStorageOptions options, PostgresMigrator migrator, TaskPartitions partitions, TimeProvider time, ILogger<PostgresUpkeep> log)
    : BackgroundService
{
    private readonly PostgresRetry _retry = new(options.RetryWindow, time, log);

    private bool _isPrepared;

    /// <summary>Returns when the tables can be used. For hosts that need a store before they start; starting calls it too.</summary>
    /// <exception cref="StorageUnavailableException">The database did not answer within <see cref="PostgresStorageOptions.StartTimeout"/>.</exception>
    /// <exception cref="PostgresSchemaException">It cannot be brought to this version.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared)
        {
            return;
        }

        var first = new PostgresRetry(options.StartTimeout, time, log);
        var version = await first.RunAsync(_ => migrator.MigrateAsync(cancellationToken), "migrating the database", cancellationToken).ConfigureAwait(false);
        await EnsureAsync(cancellationToken).ConfigureAwait(false);
        _isPrepared = true;
        LogReady(version);
    }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PartitionInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                try
                {
                    await EnsureAsync(stoppingToken).ConfigureAwait(false);
                }
                catch (StorageUnavailableException error)
                {
                    // Two days of partitions are ahead; the next hour tries again.
                    LogFailed(error.Message, TaskPartitions.DaysEachWay);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var made = await _retry.RunAsync(_ => partitions.EnsureAsync(cancellationToken), "making partitions", cancellationToken).ConfigureAwait(false);
        if (made > 0)
        {
            LogMade(made);
        }
    }

    [LoggerMessage(LogLevel.Information, "Postgres is ready, schema version {Version}.")]
    private partial void LogReady(int version);

    [LoggerMessage(LogLevel.Information, "Made {Count} daily partitions of the task tables.")]
    private partial void LogMade(int count);

    [LoggerMessage(LogLevel.Error, "Partitions could not be made: {Reason} Tasks are refused once the {Days} days ahead are over.")]
    private partial void LogFailed(string reason, int days);

    [LoggerMessage(LogLevel.Debug, "The upkeep of partitions ends.")]
    private partial void LogStopped();
}
