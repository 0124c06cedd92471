using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>
/// The one writer of a silo. The first write goes at once; what arrives while it is in flight makes up the next: nobody waits for a timer, and
/// under load hundreds of rows share one fsync.
/// </summary>
internal sealed partial class LedgerWriter : IAsyncDisposable
{
    private readonly LedgerQueue _queue;
    private readonly LedgerTransaction _transaction;
    private readonly PostgresRetry _retry;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public LedgerWriter(PostgresConnections connections, PostgresStorageOptions options, TimeProvider time, ILogger log)
    {
        _log = log;
        _queue = new LedgerQueue(options);
        _transaction = new LedgerTransaction(connections.Writer);
        _retry = new PostgresRetry(options.RetryWindow, time, log);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Returns after the commit of every slice.</summary>
    public async Task CommitAsync(List<LedgerSlice> slices)
    {
        foreach (var slice in slices)
        {
            await _queue.EnqueueAsync(slice).ConfigureAwait(false);
        }

        foreach (var slice in slices)
        {
            await slice.Done.ConfigureAwait(false);
        }
    }

    /// <summary>Commits what is queued, then ends; a database that is away is waited for no longer than the retry window.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close(new StorageUnavailableException("The silo is stopping."));
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _queue.TakeAsync().ConfigureAwait(false) is { Count: > 0 } slices)
        {
            try
            {
                var batch = new LedgerBatch();
                slices.ForEach(slice => slice.AddTo(batch));
                batch.Sort();
                await CommitAsync(batch).ConfigureAwait(false);
                LogCommitted(batch.Tasks.Count, batch.Outcomes.Count, batch.Attempts.Count);
                slices.ForEach(slice => slice.Complete());
            }
            catch (StorageUnavailableException error)
            {
                slices.ForEach(slice => slice.Fail(error));
                _queue.FailAll(error);
            }
            catch (Exception error)
            {
                // The writer serves strangers; whatever one batch holds must not end it.
                LogBatchFailed(error, slices.Count);
                slices.ForEach(slice => slice.Fail(new StorageUnavailableException($"The task ledger failed: {error.Message}")));
            }
        }
    }

    private async Task CommitAsync(LedgerBatch batch)
    {
        try
        {
            await _retry.RunAsync(
                async isRepeat =>
                {
                    await _transaction.CommitAsync(batch, isRepeat, _stopping.Token).ConfigureAwait(false);
                    return true;
                },
                "a ledger commit",
                _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsRowFault(error))
        {
            if (batch.RowCount == 1)
            {
                LogRejected(PostgresErrors.Describe(error));
                batch.Reject(PostgresErrors.Describe(error));
                return;
            }

            var (first, second) = batch.Halve();
            await CommitAsync(first).ConfigureAwait(false);
            await CommitAsync(second).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Ledger commit: {Tasks} tasks, {Outcomes} outcomes, {Attempts} attempts.")]
    private partial void LogCommitted(int tasks, int outcomes, int attempts);

    [LoggerMessage(LogLevel.Warning, "The ledger refused a row. {Reason}")]
    private partial void LogRejected(string reason);

    [LoggerMessage(LogLevel.Error, "A ledger batch of {Slices} calls failed.")]
    private partial void LogBatchFailed(Exception error, int slices);
}
