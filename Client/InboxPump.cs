using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Client;

/// <summary>Brings outcomes of single tasks to who waits for them: one long poll for the whole process while any task is open.</summary>
internal sealed partial class InboxPump(IInboxGrain inbox, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const int WatchChunk = 5_000;
    private static readonly TimeSpan PollWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TaskId, TaskCompletionSource<TaskOutcome>> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task _loop = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>The task's outcome, when it comes.</summary>
    public Task<TaskOutcome> Expect(TaskId id)
    {
        var source = new TaskCompletionSource<TaskOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[id] = source;
        lock (_lock)
        {
            if (!_isRunning && !_stop.IsCancellationRequested)
            {
                _isRunning = true;
                _loop = Task.Run(PumpAsync);
            }
        }
        return source.Task;
    }

    /// <summary>The task was not accepted: nothing will come.</summary>
    public void Forget(TaskId id) => _open.TryRemove(id, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        foreach (var source in _open.Values)
            source.TrySetException(new ObjectDisposedException(nameof(FuncXClient), "The client was closed before the task ended. Rebuild the handle with FuncXClient.GetTask in a new client."));
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        var incarnation = Guid.Empty;
        long position = 0;
        var watchedAt = clock.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(50);
        while (!StopsNow())
        {
            try
            {
                var page = await inbox.PollAsync(Caller.FromToken, position, PollWait).WaitAsync(_stop.Token).ConfigureAwait(false);
                Complete(page.Outcomes);
                var isNew = page.Incarnation != incarnation;
                position = page.Outcomes.Length > 0 ? page.Position : isNew ? 0 : position;
                // A new inbox, a dropped outcome, or just some time: a notice may have been lost, and the rows know.
                if ((isNew && incarnation != Guid.Empty) || page.Overflowed || clock.GetElapsedTime(watchedAt) >= WatchEvery)
                {
                    await WatchAsync().ConfigureAwait(false);
                    watchedAt = clock.GetTimestamp();
                }
                incarnation = page.Incarnation;
                pause = TimeSpan.FromMilliseconds(50);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not (UnauthenticatedException or AccessDeniedException or InvalidRequestException))
            {
                LogInterrupted(e.Message);
                await PauseAsync(pause).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                incarnation = Lost;
            }
            catch (Exception e)
            {
                FailAll(e);
                return;
            }
        }
    }

    // Differs from every real incarnation and from "none yet": the next page makes us ask for all open tasks.
    private static Guid Lost { get; } = Guid.NewGuid();

    private bool StopsNow()
    {
        lock (_lock)
        {
            _isRunning = !_open.IsEmpty && !_stop.IsCancellationRequested;
            return !_isRunning;
        }
    }

    private void FailAll(Exception e)
    {
        lock (_lock)
            _isRunning = false;
        foreach (var (id, source) in _open)
        {
            _open.TryRemove(id, out _);
            source.TrySetException(e);
        }
    }

    private void Complete(TaskOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (_open.TryRemove(outcome.Id, out var source))
                source.TrySetResult(outcome);
        }
    }

    private async Task WatchAsync()
    {
        foreach (var chunk in _open.Keys.Chunk(WatchChunk))
        {
            var rest = chunk;
            while (rest.Length > 0 && await inbox.WatchAsync(Caller.FromToken, rest).WaitAsync(_stop.Token).ConfigureAwait(false) is { Length: > 0 } ended)
            {
                Complete(ended);
                rest = Array.FindAll(rest, _open.ContainsKey);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), clock, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for results was interrupted and goes on: {Reason}")]
    private partial void LogInterrupted(string reason);
}
