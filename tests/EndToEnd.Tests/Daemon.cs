using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>A program that runs beside the test; ended with SIGTERM, after a bound killed with its children.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _readyText;

    private Daemon(ProcessStartInfo start, string readyText)
    {
        _readyText = readyText;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => OnLine(e.Data);
        _process.ErrorDataReceived += (_, e) => OnLine(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exited = _process.WaitForExitAsync();
    }

    public int Pid => _process.Id;

    public Task Exited { get; }

    public string Text => string.Join('\n', _lines);

    /// <summary>Starts it and waits for the line that says it is ready.</summary>
    public static async Task<Daemon> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string readyText)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var daemon = new Daemon(start, readyText);
        var first = await Task.WhenAny(daemon._ready.Task, daemon.Exited).WaitAsync(Bound);
        if (first == daemon._ready.Task)
            return daemon;
        await daemon.DisposeAsync();
        throw new InvalidOperationException($"{program} ended before it was ready:\n{daemon.Text}");
    }

    /// <summary>Asks it to end and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        _ = kill(Pid, SigTerm);
        await Exited.WaitAsync(Bound);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = kill(Pid, SigTerm);
            if (await Task.WhenAny(Exited, Task.Delay(Bound, TimeProvider.System)) != Exited)
                _process.Kill(entireProcessTree: true);
        }
        await Exited;
        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (line.Contains(_readyText, StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
}
