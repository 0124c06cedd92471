using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

/// <summary>A real worker process of /usr/bin/python3, or another program in its place.</summary>
internal sealed class RunningWorker : IWorkerEvents, IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly Channel<WorkerResult> _results = Channel.CreateUnbounded<WorkerResult>();
    private readonly TaskCompletionSource<WorkerHello> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("funcx-worker");
    private ulong _nonce;

    private RunningWorker(string program, string[] arguments, Dictionary<string, string>? environment)
    {
        Process = WorkerProcess.Start(1, new()
        {
            Interpreter = program,
            Arguments = arguments,
            Environment = WorkerLaunch.CleanEnvironment(_scratch.FullName, environment),
            Directory = _scratch.FullName,
            CaptureBytes = 1000,
            ResultBytes = 100_000,
        }, this);
        Process.Begin();
    }

    public WorkerProcess Process { get; }

    public string Scratch => _scratch.FullName;

    public static RunningWorker Python(Dictionary<string, string>? environment = null) => new("/usr/bin/python3", [WorkerLaunch.DefaultScript], environment);

    public static RunningWorker Shell(string script) => new("/bin/sh", ["-c", script], null);

    public Task<WorkerHello> ReadyAsync() => _ready.Task.WaitAsync(Bound);

    public Task<WorkerExit> ExitAsync() => _exit.Task.WaitAsync(Bound);

    public async Task<WorkerResult> NextAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        return await _results.Reader.ReadAsync(bound.Token);
    }

    public bool TryNext(out WorkerResult? result) => _results.Reader.TryRead(out result);

    /// <summary>Sends a call without waiting.</summary>
    public ulong Send(string functionCode, string payload, string formats = "11", string? task = null, bool sendsFunction = true)
    {
        var body = Encoding.UTF8.GetBytes(functionCode);
        var hash = SHA256.HashData(body);
        var nonce = ++_nonce;
        Process.Write((hash, body, nonce, payload, formats, task, sendsFunction), static (output, x) =>
        {
            if (x.sendsFunction)
                FrameCodec.WriteFunction(output, x.hash, x.body);
            FrameCodec.WriteTask(output, x.nonce, x.hash, x.task is null ? Guid.CreateVersion7() : Guid.Parse(x.task), 0, Encoding.ASCII.GetBytes(x.formats), Encoding.UTF8.GetBytes(x.payload));
        });
        Process.Flush(fits: false);
        return nonce;
    }

    public async Task<WorkerResult> CallAsync(string functionCode, string payload, string formats = "11")
    {
        await ReadyAsync();
        var nonce = Send(functionCode, payload, formats);
        var result = await NextAsync();
        Assert.Equal(nonce, result.Nonce);
        return result;
    }

    /// <summary>Runs Python source with the entry point f.</summary>
    public Task<WorkerResult> RunAsync(string source, string arguments = "[]", string formats = "11") => CallAsync(Source(source), Json(arguments), formats);

    public async Task<string> ValueAsync(string source, string arguments = "[]", string formats = "11")
    {
        var result = await RunAsync(source, arguments, formats);
        Assert.True(result.IsSuccess, Encoding.UTF8.GetString(result.Body));
        return Encoding.UTF8.GetString(result.Body);
    }

    public async Task<JsonElement> FailureAsync(string source, string arguments = "[]", string formats = "11")
    {
        var result = await RunAsync(source, arguments, formats);
        Assert.False(result.IsSuccess);
        return JsonDocument.Parse(result.Body).RootElement;
    }

    public static string Pack(params string[] buffers) => Encoding.UTF8.GetString(PackedBuffers.Pack(buffers));

    public static string Source(string source) => Pack("st\nf:" + source);

    public static string Json(string arguments, string keywords = "{}") => Pack("11\n" + arguments, "11\n" + keywords);

    public void OnReady(int worker, WorkerHello hello) => _ready.TrySetResult(hello);

    public void OnResults(int worker, IReadOnlyList<WorkerResult> results)
    {
        foreach (var result in results)
            _results.Writer.TryWrite(result);
    }

    public void OnExited(int worker, WorkerExit exit)
    {
        _exit.TrySetResult(exit);
        _results.Writer.TryComplete();
    }

    public void Dispose()
    {
        Process.Dispose();
        _scratch.Delete(recursive: true);
    }
}
