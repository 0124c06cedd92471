using FuncX.Actors.Silo.Auth;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Hosting;

/// <summary>Looks each second whether tokens changed, so that a revoked one works for a second at most.</summary>
internal sealed partial class TokenRefresh(TokenCache cache, TimeProvider clock, ILogger<TokenRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var isFailing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await cache.RefreshAsync(stoppingToken);
                if (isFailing)
                    LogRecovered();
                isFailing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!isFailing)
                    LogFailed(e.GetBaseException().Message);
                isFailing = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of tokens cannot be read ({Reason}); known tokens go on, changes count when the database is back.")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Changes of tokens can be read again.")]
    private partial void LogRecovered();
}
