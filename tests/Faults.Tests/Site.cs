using System.Globalization;
using System.Net;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Faults.Tests;

/// <summary>Real processes in a directory of their own: a silo with its private Postgres, an agent with two Python workers, clients in this process.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const int Workers = 2;
    private const string EndpointName = "site";
    private static readonly TimeSpan SiloBound = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AgentBound = TimeSpan.FromSeconds(60);
    private static int s_sites;

    private readonly List<Part> _all = [];
    private readonly List<FuncXClient> _clients = [];
    private readonly List<string> _leftOver = [];
    private IPEndPoint? _gateway;
    private TcpProxy? _proxy;

    private Site(string directory)
    {
        Root = directory;
        Directory.CreateDirectory(directory);
    }

    /// <summary>Below it lies everything of this site.</summary>
    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public Part Silo { get; private set; } = null!;

    public IPEndPoint Gateway => _gateway!;

    /// <summary>Gateway of a second silo that knows nothing of the first, on the same database; null if there is none.</summary>
    public IPEndPoint? StrangerGateway { get; private set; }

    public Part Agent { get; private set; } = null!;

    public TcpProxy Proxy => _proxy!;

    public EndpointId Endpoint { get; private set; }

    public Database Database => new(Data);

    public int PostmasterPid => int.Parse(File.ReadLines(Path.Combine(Data, "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public IReadOnlyList<int> WorkerPids => Processes.PythonBelow(Agent.Pid);

    /// <summary>Runs <paramref name="test"/> on a new site and stops it; then nothing of it may be left running.</summary>
    public static async Task RunAsync(Func<Site, Task> test)
    {
        // Short: a Unix socket's path has 107 bytes.
        var site = new Site(Path.Combine(Path.GetTempPath(), $"fxf-{Environment.ProcessId}-{Interlocked.Increment(ref s_sites)}"));
        try
        {
            await site.StartAsync();
            await test(site);
        }
        catch (Exception e)
        {
            site.PrintLogs(e.Message);
            throw;
        }
        finally
        {
            await site.DisposeAsync();
        }
        Assert.True(site._leftOver.Count == 0, $"site, after its stop: expected no process, actual: {string.Join("; ", site._leftOver)}");
    }

    public async Task StartSiloAsync(string phase)
    {
        Silo = Start("silo", Program("FuncX.Actors.Silo", "funcx-silo"),
            ["up", "--data", Data, "--gateway-port", (_gateway?.Port ?? 0).ToString(CultureInfo.InvariantCulture), "--silo-port", "0"]);
        await Silo.LineAsync("Silo ready", SiloBound, phase);
        _gateway ??= ClientSettings.ReadRunFile(Path.Combine(Data, "run.json"))!.Gateway;
    }

    /// <summary>Two silos without membership on one database: each believes that it owns every endpoint.</summary>
    public async Task StartStrangerAsync(string phase)
    {
        var data = Path.Combine(Root, "stranger");
        var stranger = Start("stranger silo", Program("FuncX.Actors.Silo", "funcx-silo"), ["up", "--data", data, "--database", Database.ConnectionString, "--gateway-port", "0", "--silo-port", "0"]);
        await stranger.LineAsync("Silo ready", SiloBound, phase);
        StrangerGateway = ClientSettings.ReadRunFile(Path.Combine(data, "run.json"))!.Gateway;
    }

    public async Task StartAgentAsync(string phase)
    {
        Agent = Start("agent", Program("FuncX.Actors.EndpointAgent", "funcx-endpoint"), ["start", EndpointName], AgentEnvironment());
        await Agent.LineAsync("Attached to endpoint", AgentBound, phase);
    }

    public async Task<FuncXClient> ConnectAsync(bool toStranger = false)
    {
        var options = ClientOptions(AdminToken());
        if (toStranger && StrangerGateway is { } stranger)
            options.Gateways = [stranger];
        var client = await FuncXClient.ConnectAsync(options);
        _clients.Add(client);
        return client;
    }

    /// <summary>How to connect with a token.</summary>
    public FuncXClientOptions ClientOptions(string token) => new() { Gateways = [_gateway!], Token = token };

    /// <summary>A second process that submits; see <see cref="SubmittingClient"/>.</summary>
    public Part StartClient(FunctionId function, EventFile events, int first, int count) => Start("client", Environment.ProcessPath!,
        SubmittingClient.Arguments(Endpoint, function, events.FullPath, first, count),
        new Dictionary<string, string> { ["FUNCX_DATA"] = Data, ["FUNCX_HOME"] = Path.Combine(Root, "client-home") });

    /// <summary>Waits until exactly the agent's workers are there: a lost one replaced, none of an agent before.</summary>
    public async Task UntilWorkersAsync(TimeSpan bound, string phase)
    {
        // The kernel tells nobody but the parent when a process starts or ends.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (own, all) = (WorkerPids, Processes.In(Root).Where(p => p.What.Contains("worker.py", StringComparison.Ordinal)).Select(p => p.Pid).Order().ToList());
            if (own.Count == Workers && own.SequenceEqual(all))
                return;
            if (TimeProvider.System.GetElapsedTime(started) > bound)
                throw new TimeoutException($"agent, {phase}: expected {Workers} workers of its own and no other within {bound.TotalSeconds:0} s, actual: own {string.Join(' ', own)}, all {string.Join(' ', all)}.");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits until the service says that the agent is gone.</summary>
    public async Task UntilOfflineAsync(TimeSpan bound, string phase)
    {
        // Nobody is told of it: the status is all there is.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var started = TimeProvider.System.GetTimestamp();
        while ((await _clients[0].GetEndpointAsync(Endpoint)).IsOnline)
        {
            if (TimeProvider.System.GetElapsedTime(started) > bound)
                throw new TimeoutException($"endpoint, {phase}: expected offline within {bound.TotalSeconds:0} s, actual: still online.");
            await timer.WaitForNextTickAsync();
        }
        Harness.Say($"agent's death was noticed after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        foreach (var part in Enumerable.Reverse(_all))
        {
            if (!await part.StopAsync())
                _leftOver.Add($"{part.Name} {part.Pid} (did not stop on SIGTERM)");
            await part.DisposeAsync();
        }
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        foreach (var (pid, what) in Processes.In(Root))
        {
            _leftOver.Add($"{pid} {what}");
            Signals.Send(pid, Signals.Kill);
        }
        if (_leftOver.Count == 0)
            Directory.Delete(Root, recursive: true);
    }

    private static string Program(string project, string name)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, name);
    }

    private async Task StartAsync()
    {
        await StartSiloAsync("first start");
        _proxy = new TcpProxy(_gateway!);
        var environment = AgentEnvironment();
        environment["FUNCX_TOKEN"] = AdminToken();
        await using (var configure = new Part("endpoint's configuration", Program("FuncX.Actors.EndpointAgent", "funcx-endpoint"),
            ["configure", EndpointName, "--workers", Workers.ToString(CultureInfo.InvariantCulture), "--gateway", _proxy.Address.ToString()], environment))
        {
            var code = await configure.ExitAsync(AgentBound, "configure");
            Assert.True(code == 0, $"endpoint's configuration: expected exit code 0, actual {code}: {configure.Tail}");
        }
        await StartAgentAsync("first start");
        var client = await ConnectAsync();
        Endpoint = (await client.ListEndpointsAsync()).Single(e => e.Name == EndpointName).Id;
    }

    private Part Start(string name, string program, IEnumerable<string> arguments, Dictionary<string, string>? environment = null)
    {
        var part = new Part(name, program, arguments, environment ?? []);
        _all.Add(part);
        return part;
    }

    private Dictionary<string, string> AgentEnvironment() => new() { ["FUNCX_HOME"] = Path.Combine(Root, "home"), ["FUNCX_DATA"] = Data };

    private string AdminToken() => File.ReadAllText(Path.Combine(Data, "admin.token")).Trim();

    private void PrintLogs(string why)
    {
        Harness.Say($"FAILED: {why}");
        foreach (var part in _all)
            Harness.Say($"-- {part.Name} {part.Pid}, last lines:\n      {part.Tail}");
    }
}
