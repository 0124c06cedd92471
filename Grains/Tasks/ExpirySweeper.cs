using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Grains.Tasks;

/// <summary>Ends tasks that have waited longer than their time to live: one indexed read, not a timer per task. The endpoints say which of them are still waiting.</summary>
public sealed partial class ExpirySweeper(ITaskLedger ledger, IGrainFactory grains, TimeProvider clock, ILogger<ExpirySweeper> log)
{
    private const int BatchTasks = 1_000;

    /// <summary>Ends what is due now.</summary>
    /// <returns>How many tasks it ended.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (true)
        {
            var due = await ledger.ReadExpiredAsync(clock.GetUtcNow(), BatchTasks, cancellationToken);
            var now = 0;
            foreach (var byEndpoint in due.GroupBy(row => row.Spec.Endpoint))
                now += await ExpireAsync(byEndpoint.Key, byEndpoint.Select(row => row.ToQueued()).ToArray());
            ended += now;
            if (due.Count < BatchTasks || now == 0)
                return ended;
        }
    }

    private async Task<int> ExpireAsync(EndpointId endpoint, QueuedTask[] tasks)
    {
        try
        {
            return await grains.GetGrain<IEndpointGrain>(endpoint.Value).ExpireAsync(Caller.System, tasks);
        }
        catch (Exception e) when (e is FuncXException or OrleansException or TimeoutException)
        {
            LogSkipped(endpoint, tasks.Length, e.Message);
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint} did not end {Count} expired tasks and is asked again at the next sweep: {Reason}")]
    private partial void LogSkipped(EndpointId endpoint, int count, string reason);
}
