using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.Silo;
using FuncX.Actors.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Integration.Tests;

/// <summary>A silo on memory in this process, reached over real TCP.</summary>
public sealed class MemorySilo : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("funcx-it-").FullName;
    private SiloHost? _silo;

    public string AdminToken => File.ReadAllText(_silo!.AdminTokenPath).Trim();

    public async ValueTask InitializeAsync() => _silo = await SiloHost.StartAsync(
        new SiloSettings { DataDirectory = _data, GatewayPort = 0, SiloPort = 0, UseMemory = true }, null, logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _silo!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    public FuncXClientOptions Options(string? token = null) => new() { Gateways = [_silo!.Gateway], Token = token ?? AdminToken, RetryTimeout = TimeSpan.FromSeconds(10) };

    public Task<FuncXClient> ConnectAsync(string? token = null) => FuncXClient.ConnectAsync(Options(token));

    /// <summary>A connection that calls grains directly, as an agent does.</summary>
    public Task<FuncXConnection> ConnectRawAsync(string token) => FuncXConnection.ConnectAsync(Options(token), null, keepTrying: false, CancellationToken.None);
}
