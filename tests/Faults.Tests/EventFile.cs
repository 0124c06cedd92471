using System.Globalization;

namespace FuncX.Actors.Faults.Tests;

/// <summary>What tasks write when they start and end, one line each, appended in one system call: the truth about how often user code ran.</summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>Writes S, sleeps, writes E, returns i*i + 1.</summary>
    public const string Source = """
        def tracked(i, path, seconds):
            import os, time
            events = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            os.write(events, ("S %d %d\n" % (i, os.getpid())).encode())
            time.sleep(seconds)
            os.write(events, ("E %d %d\n" % (i, os.getpid())).encode())
            os.close(events)
            return i * i + 1
        """;

    private readonly FileSystemWatcher _watcher;
    private readonly Lock _gate = new();
    private readonly List<(Func<IReadOnlyList<Line>, bool> IsMet, TaskCompletionSource Met)> _awaited = [];

    public EventFile(string path)
    {
        FullPath = path;
        File.WriteAllText(path, "");
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite };
        _watcher.Changed += (_, _) => Look();
        _watcher.EnableRaisingEvents = true;
    }

    public string FullPath { get; }

    /// <summary>Complete lines so far.</summary>
    public IReadOnlyList<Line> Read()
    {
        using var file = new FileStream(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line.Parse)];
    }

    /// <summary>How often each task was started.</summary>
    public IReadOnlyDictionary<int, int> Starts() => Read().Where(l => l.IsStart).GroupBy(l => l.Task).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Waits until the lines are as wanted.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<Line>, bool> isMet, TimeSpan bound, string phase, string expected)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _awaited.Add((isMet, met));
        Look();
        await met.Task.WithinAsync(bound, "event file", phase, expected, () => $"{Read().Count(l => l.IsStart)} starts and {Read().Count(l => !l.IsStart)} ends");
    }

    public void Dispose() => _watcher.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            if (_awaited.Count == 0)
                return;
            var lines = Read();
            _awaited.RemoveAll(a => a.IsMet(lines) && a.Met.TrySetResult());
        }
    }

    /// <summary>One event.</summary>
    internal readonly record struct Line(bool IsStart, int Task, int Pid)
    {
        public static Line Parse(string text)
        {
            var parts = text.Split(' ');
            return new Line(parts[0] == "S", int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        }
    }
}
