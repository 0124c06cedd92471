using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>Keeps what is logged, and wakes who waits for a line.</summary>
public sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly ConcurrentDictionary<TaskCompletionSource<string>, Func<string, bool>> _waiters = new();

    public IEnumerable<(LogLevel Level, string Text)> Lines => _lines;

    /// <summary>The line, past or future, that contains the text for the given time.</summary>
    public async Task<string> WaitForAsync(string text, int times = 1)
    {
        var waiter = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters[waiter] = line => line.Contains(text, StringComparison.Ordinal) && Count(text) >= times;
        if (Count(text) >= times) waiter.TrySetResult(_lines.Last(line => line.Text.Contains(text, StringComparison.Ordinal)).Text);
        try
        {
            return await waiter.Task.WaitAsync(TestSilo.Bound);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No log line with \"{text}\" ({times} times). There are:\n{string.Join('\n', _lines.Select(static line => line.Text))}");
        }
        finally
        {
            _waiters.TryRemove(waiter, out _);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Collecting(this);

    public void Dispose()
    {
    }

    private int Count(string text) => _lines.Count(line => line.Text.Contains(text, StringComparison.Ordinal));

    private void Add(LogLevel level, string text)
    {
        _lines.Enqueue((level, text));
        foreach (var (waiter, matches) in _waiters)
        {
            if (matches(text)) waiter.TrySetResult(text);
        }
    }

    private sealed class Collecting(LogCollector owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add(logLevel, formatter(state, exception) + (exception is null ? string.Empty : " | " + exception.Message));
    }
}
