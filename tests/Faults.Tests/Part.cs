using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FuncX.Actors.Faults.Tests;

/// <summary>One process of the site, our child. Its lines are kept; signals go to its id only.</summary>
internal sealed class Part : IAsyncDisposable
{
    private const int TailLines = 40;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource<string> Seen)> _awaited = [];
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Part(string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        Name = name;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        // Not the end of its output: a server that outlives it may hold the pipe.
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.OutputDataReceived += (_, e) => OnLine(e.Data);
        _process.ErrorDataReceived += (_, e) => OnLine(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Pid => _process.Id;

    public bool IsRunning => !_exited.Task.IsCompleted;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public string Tail => string.Join("\n      ", Lines.TakeLast(TailLines));

    /// <summary>The first line with <paramref name="text"/> in it, past or future.</summary>
    public async Task<string> LineAsync(string text, TimeSpan bound, string phase)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) is { } past)
                return past;
            _awaited.Add((text, seen));
        }
        await Task.WhenAny(seen.Task, _exited.Task).WithinAsync(bound, Name, phase, $"a line with '{text}'", () => Tail);
        return seen.Task.IsCompleted ? await seen.Task : throw new InvalidOperationException($"{Name}, {phase}: expected a line with '{text}', actual: it ended with exit code {_process.ExitCode} and printed:\n      {Tail}");
    }

    public void Signal(int signal) => Signals.Send(Pid, signal);

    /// <summary>Ends it at once; returns when the kernel has.</summary>
    public async Task KillAsync()
    {
        Signal(Signals.Kill);
        await _exited.Task.WithinAsync(Grace, Name, "kill -9", "its end");
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> ExitAsync(TimeSpan bound, string phase)
    {
        await _exited.Task.WithinAsync(bound, Name, phase, "its end", () => Tail);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop; false if it had to be killed.</summary>
    public async Task<bool> StopAsync()
    {
        if (!IsRunning)
            return true;
        Signal(Signals.Continue);
        Signal(Signals.Terminate);
        await Task.WhenAny(_exited.Task, Task.Delay(Grace, TimeProvider.System));
        if (!IsRunning)
            return true;
        await KillAsync();
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _lines.Add(line);
            foreach (var (text, seen) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    seen.TrySetResult(line);
            }
        }
    }
}

/// <summary>Signals by number.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends one; a process that is already gone is no error.</summary>
    public static void Send(int pid, int signal)
    {
        // 0 and negative ids would reach whole groups.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        _ = NativeKill(pid, signal);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int pid, int signal);
}
