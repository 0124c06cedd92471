using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Site))]

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>One silo on its private Postgres and one agent with two workers, as processes, for all tests that do not break them.</summary>
public sealed class Site : IAsyncLifetime
{
    public const string EndpointName = "lab";

    private Daemon? _silo;
    private Daemon? _agent;
    private FuncXClient? _client;

    internal Place Place { get; } = new();

    public FuncXClient Client => _client!;

    public EndpointId Endpoint { get; private set; }

    public static FuncXClientOptions OptionsOf(string dataDirectory) => new()
    {
        Gateways = [ClientSettings.ReadRunFile(Path.Combine(dataDirectory, "run.json"))!.Gateway],
        Token = File.ReadAllText(Path.Combine(dataDirectory, "admin.token")).Trim(),
    };

    public async ValueTask InitializeAsync()
    {
        _silo = await Place.StartSiloAsync();
        var configured = await Place.AgentAsync("configure", EndpointName, "--workers", "2", "--json");
        Endpoint = EndpointId.Parse(configured.Succeeds().Json().GetProperty("endpoint_id").GetString()!);
        _agent = await Place.StartAgentAsync(EndpointName);
        _client = await FuncXClient.ConnectAsync(OptionsOf(Place.Data));
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        if (_agent is not null)
            await _agent.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
        Place.Dispose();
    }

    /// <summary>Registers Python source and calls it once.</summary>
    public async Task<TaskHandle> SubmitAsync(string name, string source, params object?[] args) =>
        await Client.SubmitAsync(Endpoint, await Client.RegisterFunctionAsync(name, source), args);

    /// <summary>As <see cref="SubmitAsync"/>, and waits for the end.</summary>
    public async Task<TaskOutcome> RunAsync(string name, string source, params object?[] args)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await (await SubmitAsync(name, source, args)).GetOutcomeAsync(bound.Token);
    }
}
