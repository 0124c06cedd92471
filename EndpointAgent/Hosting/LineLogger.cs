using System.Globalization;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.EndpointAgent.Hosting;

/// <summary>One line per entry, to standard error or to a file that is renamed to .1 beyond its bound.</summary>
internal sealed class LineLogger : ILoggerProvider
{
    private const long MaxFileBytes = 10 << 20;
    private readonly Lock _gate = new();
    private readonly string? _path;
    private readonly TimeProvider _time;
    private TextWriter _writer;
    private long _bytes;

    /// <summary>Logs to the file, or to standard error if there is none.</summary>
    public LineLogger(string? path, TimeProvider time)
    {
        _path = path;
        _time = time;
        _writer = path is null ? Console.Error : Open(path);
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_path is not null)
                _writer.Dispose();
            _writer = TextWriter.Null;
        }
    }

    private StreamWriter Open(string path)
    {
        var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        _bytes = stream.Length;
        return new(stream) { AutoFlush = true };
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            try
            {
                _writer.WriteLine(line);
                _bytes += line.Length + 1;
                if (_path is null || _bytes < MaxFileBytes)
                    return;
                _writer.Dispose();
                File.Move(_path, _path + ".1", overwrite: true);
                _writer = Open(_path);
            }
            catch (IOException)
            {
                // A log that cannot be written must not stop the agent; its status says that the disk is full.
            }
        }
    }

    private sealed class Category(LineLogger owner, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var level = logLevel switch
            {
                LogLevel.Trace or LogLevel.Debug => "debug",
                LogLevel.Information => "info ",
                LogLevel.Warning => "warn ",
                _ => "error",
            };
            var at = owner._time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            owner.Write($"{at} {level} {name}: {Text.Printable(formatter(state, exception), 4_000)}{(exception is null ? "" : $" ({Text.Printable(exception.ToString(), 4_000)})")}");
        }
    }
}
