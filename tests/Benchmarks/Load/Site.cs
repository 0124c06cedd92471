using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Benchmarks.Load;

/// <summary>A silo on a private Postgres and an agent with two workers, as processes of their own.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const int SigTerm = 15;
    private readonly LoadOptions _options;
    private Process? _silo;
    private Process? _agent;

    private Site(LoadOptions options)
    {
        _options = options;
        Data = Path.Combine(options.Directory, $"funcx-bench-{Environment.ProcessId}");
    }

    public string Data { get; }

    public string Database => $"Host={Data}/sock;Port=5432;Username={(Environment.UserName == "root" ? "postgres" : Environment.UserName)};Database=funcx;Include Error Detail=false";

    public FuncXClientOptions ClientOptions { get; private set; } = new();

    public EndpointId Endpoint { get; private set; }

    public CpuMeter Meter { get; } = new();

    public static async Task<Site> StartAsync(LoadOptions options)
    {
        var site = new Site(options);
        try
        {
            Directory.CreateDirectory(site.Data);
            Environment.SetEnvironmentVariable("FUNCX_DATA", site.Data);
            site._silo = await site.StartAsync(options.Silo, ["up", "--data", site.Data, "--gateway-port", "0", "--silo-port", "0"], "Silo ready", 120);
            site.ClientOptions = ClientSettings.Load();
            await site.RunAsync(options.Agent, ["configure", "bench", "--workers", "2"]);
            await using (var client = await FuncXClient.ConnectAsync(site.ClientOptions))
                site.Endpoint = (await client.ListEndpointsAsync()).Single().Id;
            await site.StartAgentAsync();
            var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(site.Data, "pg", "postmaster.pid")))[0], CultureInfo.InvariantCulture);
            site.Meter.Add("silo", () => [site._silo.Id]);
            site.Meter.Add("postgres", () => CpuMeter.Tree(postmaster));
            site.Meter.Add("agent", () => site._agent is null ? [] : [site._agent.Id]);
            site.Meter.Add("workers", () => site._agent is null ? [] : CpuMeter.Tree(site._agent.Id).Where(pid => pid != site._agent.Id));
            site.Meter.Add("client", () => [Environment.ProcessId]);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async Task StartAgentAsync() => _agent = await StartAsync(_options.Agent, ["start", "bench"], "Attached to endpoint", 60);

    public async Task StopAgentAsync()
    {
        await StopAsync(_agent);
        _agent = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_agent);
        await StopAsync(_silo);
        if (!_options.Keep && Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }

    private static async Task StopAsync(Process? process)
    {
        if (process is null)
            return;
        if (!process.HasExited)
        {
            _ = kill(process.Id, SigTerm);
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(40));
            try
            {
                await process.WaitForExitAsync(bound.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        process.Dispose();
    }

    private async Task<Process> StartAsync(string program, string[] arguments, string readyText, int seconds)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = StartInfo(program, arguments);
        var process = new Process { StartInfo = start };
        var last = "";
        void OnLine(string? line)
        {
            last = line ?? last;
            if (line?.Contains(readyText, StringComparison.Ordinal) == true)
                ready.TrySetResult();
        }
        process.OutputDataReceived += (_, e) => OnLine(e.Data);
        process.ErrorDataReceived += (_, e) => OnLine(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync()).WaitAsync(TimeSpan.FromSeconds(seconds));
        return ready.Task.IsCompleted ? process : throw new InvalidOperationException($"{Path.GetFileName(program)} did not start: {last}");
    }

    private async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} {arguments[0]} failed: {output}");
    }

    private ProcessStartInfo StartInfo(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FUNCX_HOME"] = Path.Combine(Data, "home");
        start.Environment["FUNCX_DATA"] = Data;
        return start;
    }

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
}
