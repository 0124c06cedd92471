using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>One worker's process: a thread reads its frames, whoever calls <see cref="Flush"/> writes.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int StartBuffer = 64 << 10;
    private const int KeptStderr = 2_000;
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly WorkerLaunch _launch;
    private readonly IWorkerEvents _events;
    private readonly List<WorkerResult> _batch = [];
    private ArrayBufferWriter<byte> _outbox = new();
    private ArrayBufferWriter<byte> _writing = new();
    private Task _flushing = Task.CompletedTask;
    private Task<string> _startupErrors = Task.FromResult("");
    private Task _ended = Task.CompletedTask;
    private string? _violation;
    private bool _hasSaidHello;
    private bool _isGone;
    private OutputFiles? _output;

    private WorkerProcess(int id, WorkerLaunch launch, IWorkerEvents events, Process process)
    {
        Id = id;
        _launch = launch;
        _events = events;
        _process = process;
    }

    /// <summary>Number in its pool.</summary>
    public int Id { get; }

    /// <summary>Operating-system process id.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Whatever went wrong while the end was reported.</summary>
    public Task Ended => _ended;

    /// <summary>Starts a process; nothing is heard of it before <see cref="Begin"/>.</summary>
    /// <exception cref="Win32Exception">The interpreter cannot be executed.</exception>
    public static WorkerProcess Start(int id, WorkerLaunch launch, IWorkerEvents events)
    {
        var start = new ProcessStartInfo(launch.Interpreter, launch.Arguments)
        {
            WorkingDirectory = launch.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch
        {
            process.Dispose();
            throw;
        }
        var worker = new WorkerProcess(id, launch, events, process) { ProcessId = process.Id };
        return worker;
    }

    /// <summary>Listens to it: <see cref="IWorkerEvents.OnReady"/> follows, or <see cref="IWorkerEvents.OnExited"/>.</summary>
    public void Begin()
    {
        _startupErrors = Task.Run(ReadStartupErrorsAsync);
        new Thread(Run) { IsBackground = true, Name = $"worker {Id}" }.Start();
    }

    /// <summary>Adds frames to what the next <see cref="Flush"/> writes.</summary>
    public void Write<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        lock (_gate)
            write(_outbox, state);
    }

    /// <summary>Writes what was added.</summary>
    /// <param name="fits">The pipe has room, so that the caller cannot be held up; otherwise a background thread writes.</param>
    public void Flush(bool fits)
    {
        lock (_gate)
        {
            if (_outbox.WrittenCount == 0 || _isGone || !_flushing.IsCompleted)
                return;
            if (fits)
                WriteOutbox();
            else
                _flushing = Task.Run(FlushAll);
        }
    }

    /// <summary>Bytes that its task, and what that started, have written to descriptor 1 or 2, whichever is more.</summary>
    public long OutputBytes
    {
        get
        {
            lock (_gate)
                return _output?.Bytes ?? 0;
        }
    }

    /// <summary>Kills the process and all that it started in its group.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            if (_isGone)
                return;
            ProcessSignals.KillGroup(ProcessId);
            ProcessSignals.KillProcess(ProcessId);
        }
    }

    /// <inheritdoc />
    public void Dispose() => Kill();

    private void FlushAll()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_outbox.WrittenCount == 0 || _isGone)
                {
                    _flushing = Task.CompletedTask;
                    return;
                }
                (_outbox, _writing) = (_writing, _outbox);
            }
            WriteAll(_writing);
        }
    }

    private void WriteOutbox()
    {
        WriteAll(_outbox);
        if (_outbox.Capacity > 1 << 20)
            _outbox = new();
    }

    private void WriteAll(ArrayBufferWriter<byte> frames)
    {
        try
        {
            _process.StandardInput.BaseStream.Write(frames.WrittenSpan);
            _process.StandardInput.BaseStream.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The reader sees the end of the process and reports it.
            _violation ??= $"it closed its input: {e.Message}";
        }
        frames.ResetWrittenCount();
    }

    private void Run()
    {
        try
        {
            ReadFrames(_process.StandardOutput.BaseStream);
        }
        catch (WorkerProtocolException e)
        {
            _violation = $"it broke the frame protocol: {e.Message}";
            Kill();
        }
        catch (IOException e)
        {
            _violation = $"its output cannot be read: {e.Message}";
            Kill();
        }
        _ended = EndAsync();
    }

    private async Task EndAsync()
    {
        // Its output is closed, so it ends or has ended; one that lingers is of no more use.
        using (var bound = new CancellationTokenSource(LingerTime))
        {
            try
            {
                await _process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Kill();
                await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        lock (_gate)
        {
            ProcessSignals.KillGroup(ProcessId);
            _isGone = true;
            _output?.Dispose();
            _output = null;
        }
        var code = _process.ExitCode;
        var how = code > 128 ? $"killed by signal {code - 128}" : $"exit code {code}";
        if (_violation is not null)
            how = $"{_violation} ({how})";
        else if (!_hasSaidHello && await StartupErrorAsync().ConfigureAwait(false) is { Length: > 0 } said)
            how = $"{how}: {said}";
        _process.Dispose();
        _events.OnExited(Id, new(code, how));
    }

    private async Task<string> StartupErrorAsync()
    {
        try
        {
            var text = await _startupErrors.WaitAsync(LingerTime).ConfigureAwait(false);
            return Text.Printable(text.TrimEnd().Split('\n')[^1], 500);
        }
        catch (TimeoutException)
        {
            // A process that it started holds its standard error open.
            return "";
        }
    }

    private void ReadFrames(Stream stream)
    {
        var buffer = new byte[StartBuffer];
        var have = 0;
        while (true)
        {
            var read = stream.Read(buffer.AsSpan(have));
            if (read == 0)
                return;
            have += read;
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, have);
            _batch.Clear();
            try
            {
                while (FrameCodec.TryRead(ref rest, _launch.MaxFrameBytes, out var kind, out var body))
                    Take(kind, body);
            }
            finally
            {
                // What came whole counts, even if rubbish follows it.
                if (_batch.Count > 0)
                    _events.OnResults(Id, _batch);
            }
            have = rest.Length;
            var need = have >= 4 ? 4 + (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(rest) : 4;
            if (need > buffer.Length || (buffer.Length > StartBuffer && need <= StartBuffer && have < StartBuffer))
            {
                var other = new byte[Math.Max(need, StartBuffer)];
                rest.CopyTo(other);
                buffer = other;
            }
            else
            {
                rest.CopyTo(buffer);
            }
        }
    }

    private void Take(FrameKind kind, ReadOnlySpan<byte> body)
    {
        switch (kind)
        {
            case FrameKind.Hello when !_hasSaidHello:
                var hello = FrameCodec.ReadHello(body);
                _hasSaidHello = true;
                lock (_gate)
                    _output = new(ProcessId);
                Write(_launch, static (output, launch) => FrameCodec.WriteWelcome(output, launch.CaptureBytes, launch.ResultBytes));
                Flush(fits: true);
                _events.OnReady(Id, hello);
                break;
            case FrameKind.Result when _hasSaidHello:
                _batch.Add(FrameCodec.ReadResult(body));
                break;
            default:
                throw new WorkerProtocolException(_hasSaidHello ? $"a frame of kind 0x{(byte)kind:x2}" : $"its first frame has kind 0x{(byte)kind:x2}, not hello");
        }
    }

    private async Task<string> ReadStartupErrorsAsync()
    {
        try
        {
            var text = new StringBuilder();
            var buffer = new byte[1024];
            var stream = _process.StandardError.BaseStream;
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                if (text.Length > 2 * KeptStderr)
                    text.Remove(0, text.Length - KeptStderr);
            }
            return text.ToString();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return e.Message;
        }
    }
}
