using System.Net;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Client.Tests;

public sealed class ClientSettingsTests : IDisposable
{
    private static readonly string[] Variables = ["FUNCX_HOME", "FUNCX_DATA", "FUNCX_TOKEN", "FUNCX_GATEWAY"];

    private readonly string _folder = Directory.CreateTempSubdirectory("funcx-settings-").FullName;
    private readonly Dictionary<string, string?> _before = Variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);

    public ClientSettingsTests()
    {
        Environment.SetEnvironmentVariable("FUNCX_HOME", Path.Combine(_folder, "home"));
        Environment.SetEnvironmentVariable("FUNCX_DATA", Path.Combine(_folder, "data"));
        Environment.SetEnvironmentVariable("FUNCX_TOKEN", null);
        Environment.SetEnvironmentVariable("FUNCX_GATEWAY", null);
        Directory.CreateDirectory(ClientSettings.Home);
        Directory.CreateDirectory(ClientSettings.DataDirectory);
    }

    private static string RunFile => Path.Combine(ClientSettings.DataDirectory, "run.json");

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Load_NothingThere_IsLoopbackWithoutAToken()
    {
        var options = ClientSettings.Load();

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 30000), Assert.Single(options.Gateways));
        Assert.Contains(options.Validate(), e => e.Contains("FUNCX_TOKEN", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_TokenInSeveralPlaces_TakesTheNearest()
    {
        File.WriteAllText(Path.Combine(ClientSettings.DataDirectory, "admin.token"), "admin\n");
        Assert.Equal("admin", ClientSettings.Load().Token);
        File.WriteAllText(Path.Combine(ClientSettings.Home, "token"), " home \n");
        Assert.Equal("home", ClientSettings.Load().Token);
        Environment.SetEnvironmentVariable("FUNCX_TOKEN", "variable");
        Assert.Equal("variable", ClientSettings.Load().Token);
    }

    [Fact]
    public void Load_RunFile_GivesGatewayAndNames()
    {
        File.WriteAllText(RunFile, """{"pid": 7, "gateway": "127.0.0.1:4711", "clusterId": "c", "serviceId": "s", "later": true}""");

        var options = ClientSettings.Load();

        Assert.Equal((4711, "c", "s"), (options.Gateways[0].Port, options.ClusterId, options.ServiceId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"pid": "x", "gateway": "127.0.0.1:1", "clusterId": "c", "serviceId": "s"}""")]
    [InlineData("""{"pid": 1, "gateway": "nowhere", "clusterId": "c", "serviceId": "s"}""")]
    [InlineData("""{"pid": 1, "gateway": null, "clusterId": "c", "serviceId": "s"}""")]
    public void Load_RunFileUnreadable_NamesTheFile(string text)
    {
        File.WriteAllText(RunFile, text);

        Assert.Contains(RunFile, Assert.Throws<FuncXConnectionException>(ClientSettings.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseGateways_List_IsReadInOrder()
    {
        var gateways = ClientSettings.ParseGateways(" 127.0.0.1:1, [::1]:2 ,localhost:3");

        Assert.Equal([1, 2, 3], gateways.Select(g => g.Port));
        Assert.Equal(IPAddress.IPv6Loopback, gateways[1].Address);
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData(":5")]
    [InlineData("host:")]
    [InlineData("host:70000")]
    [InlineData("127.0.0.1:1,oops")]
    public void ParseGateways_Malformed_NamesThePart(string text) =>
        Assert.Contains("host:port", Assert.Throws<FuncXConnectionException>(() => ClientSettings.ParseGateways(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_EverythingWrong_ListsEverything()
    {
        var options = new FuncXClientOptions { Gateways = [], Token = " ", ConnectTimeout = TimeSpan.Zero, ChunkTasks = 0 };

        Assert.Equal(4, options.Validate().Count());
    }
}
