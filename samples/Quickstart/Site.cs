using System.Diagnostics;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Samples.Quickstart;

/// <summary>One silo on a private Postgres and one endpoint with two workers, each a process of its own.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string EndpointName = "quickstart";
    private const string HomeName = "quickstart-home";
    private static readonly TimeSpan SiloBound = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AgentBound = TimeSpan.FromSeconds(30);

    private readonly ChildProcess? _silo;
    private readonly string _data;
    private ChildProcess? _agent;

    private Site(ChildProcess? silo, string data, FuncXClientOptions options)
    {
        _silo = silo;
        _data = data;
        ClientOptions = options;
    }

    public FuncXClientOptions ClientOptions { get; }

    public EndpointId Endpoint { get; private set; }

    public static async Task<Site> StartAsync(string siloProgram, string agentProgram, string data, string gatewayPort, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        // This site and no other, whatever the person's own settings point to.
        Environment.SetEnvironmentVariable("FUNCX_DATA", data);
        Environment.SetEnvironmentVariable("FUNCX_HOME", Path.Combine(data, HomeName));
        Environment.SetEnvironmentVariable("FUNCX_TOKEN", null);
        Environment.SetEnvironmentVariable("FUNCX_GATEWAY", null);
        CreateDirectory(data);
        ChildProcess? silo = null;
        if (IsRunning(data))
        {
            Console.WriteLine($"A silo serves {data} already: using it.");
        }
        else
        {
            silo = new ChildProcess("silo", siloProgram, ["up", "--data", data, "--gateway-port", gatewayPort, "--silo-port", "0"], new Dictionary<string, string>(), Path.Combine(data, "quickstart-silo.log"), "Silo ready");
        }
        Site? site = null;
        try
        {
            if (silo is not null)
                await silo.ReadyAsync(SiloBound, cancellationToken);
            site = new Site(silo, data, ClientSettings.Load());
            Console.WriteLine($"Silo and Postgres are up at {site.ClientOptions.Gateways[0]} ({Seconds(started)}).");
            await site.StartAgentAsync(agentProgram, cancellationToken);
            return site;
        }
        catch
        {
            if (site is not null)
                await site.DisposeAsync();
            else if (silo is not null)
                await silo.DisposeAsync();
            throw;
        }
    }

    public void PrintWhereToGoNext()
    {
        Console.WriteLine();
        Console.WriteLine("Everything keeps running until Ctrl-C. In another terminal:");
        Console.WriteLine($"  export FUNCX_DATA={_data}");
        Console.WriteLine("  ./funcx task list                     the tasks that just ran");
        Console.WriteLine("  ./funcx endpoints list                where tasks can run");
        Console.WriteLine("  ./funcx run -e quickstart FILE.py:FUNCTION 1 2 3");
        Console.WriteLine("  ./funcx endpoint configure NAME       an endpoint of your own");
    }

    public async Task UntilStoppedAsync(CancellationToken stop)
    {
        var parts = new List<Task> { _agent!.Exited };
        if (_silo is not null)
            parts.Add(_silo.Exited);
        try
        {
            await Task.WhenAny(parts).WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping.");
            return;
        }
        throw new SiteException($"A part of the site ended by itself; its log is in {_data}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
    }

    private static bool IsRunning(string data)
    {
        if (ClientSettings.ReadRunFile(Path.Combine(data, "run.json")) is not { } run)
            return false;
        return File.Exists($"/proc/{run.Pid}/cmdline") && File.ReadAllText($"/proc/{run.Pid}/cmdline").Contains("funcx-silo", StringComparison.Ordinal);
    }

    private static void CreateDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SiteException($"The data directory {path} cannot be made: {e.Message} Give another with --data.");
        }
    }

    private static string Seconds(long since) => $"{Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s";

    private async Task StartAgentAsync(string program, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var home = Path.Combine(_data, HomeName);
        var environment = new Dictionary<string, string>
        {
            ["FUNCX_HOME"] = home,
            ["FUNCX_TOKEN"] = ClientOptions.Token,
            ["FUNCX_GATEWAY"] = ClientOptions.Gateways[0].ToString(),
        };
        var log = Path.Combine(_data, "quickstart-agent.log");
        if (!File.Exists(Path.Combine(home, "endpoints", EndpointName, "config.yaml")))
        {
            await using var configure = new ChildProcess("endpoint's configuration", program, ["configure", EndpointName, "--workers", "2"], environment, log, "Start it with");
            await configure.ReadyAsync(AgentBound, cancellationToken);
        }
        environment.Remove("FUNCX_TOKEN");
        _agent = new ChildProcess("endpoint agent", program, ["start", EndpointName], environment, log, "Attached to endpoint");
        await _agent.ReadyAsync(AgentBound, cancellationToken);
        await using var client = await FuncXClient.ConnectAsync(ClientOptions, null, cancellationToken);
        Endpoint = (await client.ListEndpointsAsync(cancellationToken)).Single(e => e.Name == EndpointName).Id;
        Console.WriteLine($"Endpoint '{EndpointName}' with two Python workers is attached ({Seconds(started)}).");
    }
}
