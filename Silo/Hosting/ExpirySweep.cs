using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Hosting;

/// <summary>Once a minute ends tasks that waited longer than their time to live.</summary>
internal sealed partial class ExpirySweep(ExpirySweeper sweeper, TimeProvider clock, ILogger<ExpirySweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await sweeper.SweepAsync(stoppingToken) is > 0 and var ended)
                    LogEnded(ended);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetBaseException().Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} tasks ended because their time to live was over.")]
    private partial void LogEnded(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep of expired tasks failed and is tried again in a minute: {Reason}")]
    private partial void LogFailed(string reason);
}
