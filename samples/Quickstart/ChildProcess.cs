using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FuncX.Actors.Samples.Quickstart;

/// <summary>A program of the site: its lines go to a log file; it is ended with SIGTERM, after a bound with SIGKILL.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int TailLines = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _tail = new();
    private readonly string _name;
    private readonly string _readyText;
    private readonly string _logPath;

    public ChildProcess(string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logPath, string readyText)
    {
        _name = name;
        _readyText = readyText;
        _logPath = logPath;
        _log = new StreamWriter(logPath, append: true) { AutoFlush = true };
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => OnLine(e.Data);
        _process.ErrorDataReceived += (_, e) => OnLine(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exited = _process.WaitForExitAsync();
    }

    public Task Exited { get; }

    /// <summary>Waits for the line that says it is ready.</summary>
    /// <exception cref="SiteException">It ended, or the time is over.</exception>
    public async Task ReadyAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(bound);
        try
        {
            await Task.WhenAny(_ready.Task, Exited).WaitAsync(timeout.Token);
            if (_ready.Task.IsCompleted)
                return;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SiteException($"The {_name} was not ready within {bound.TotalSeconds:0} s. It printed: {Tail()}");
        }
        throw new SiteException($"The {_name} ended with exit code {_process.ExitCode}: {(_process.ExitCode > 128 ? Tail() : LastLine())} (Its log is {_logPath}.)");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = kill(_process.Id, SigTerm);
            try
            {
                await Exited.WaitAsync(Grace);
            }
            catch (TimeoutException)
            {
                await Console.Error.WriteLineAsync($"The {_name} did not stop within {Grace.TotalSeconds:0} s and is killed.");
                _process.Kill(entireProcessTree: true);
            }
        }
        await Exited;
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private void OnLine(string? line)
    {
        if (line is null)
            return;
        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
                _tail.Dequeue();
            _log.WriteLine(line);
        }
        if (line.Contains(_readyText, StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    // Our programs say last why they end; one that crashed says it before its stack.
    private string LastLine()
    {
        lock (_tail)
            return Text.Printable(_tail.LastOrDefault(line => line.Length > 0) ?? "it printed nothing.");
    }

    private string Tail()
    {
        lock (_tail)
            return Text.Printable(string.Join(" | ", _tail));
    }

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
}
