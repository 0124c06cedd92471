using System.Net;
using System.Net.Sockets;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>A silo that cannot start says why in its last line, ends with a code, and leaves no process.</summary>
public sealed class SiloStartTests(Site site) : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("memory")]
    [InlineData("postgres")]
    public async Task Up_GatewayPortInUse_NamesThePort(string storage)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = await _place.SiloAsync("--storage", storage, "--gateway-port", $"{port}", "--silo-port", "0");

        Assert.Equal(69, run.ExitCode);
        run.Says($"127.0.0.1:{port}", "--gateway-port");
        Assert.Single(run.ErrorLines);
        Assert.DoesNotContain("   at ", run.Out, StringComparison.Ordinal);
        Assert.Empty(Processes.Mentioning(_place.Folder));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("postgres")]
    public async Task Up_DirectoryServedByAnother_RefusesAndLeavesItAlone(string storage)
    {
        var token = await File.ReadAllTextAsync(Path.Combine(site.Place.Data, "admin.token"));

        (await site.Place.SiloAsync("--storage", storage, "--gateway-port", "0", "--silo-port", "0")).FailsWith(69, site.Place.Data, "is served by process", "--data");

        Assert.Equal(token, await File.ReadAllTextAsync(Path.Combine(site.Place.Data, "admin.token")));
        (await site.Place.CliAsync("whoami")).Succeeds();
    }

    [Fact]
    public async Task Up_PostgresUnreachable_EndsWithinABound()
    {
        var run = await _place.SiloAsync("--database", "Host=127.0.0.1;Port=1;Username=nobody", "--gateway-port", "0", "--silo-port", "0");

        Assert.Equal(69, run.ExitCode);
        run.Says("Failed to connect to 127.0.0.1:1", "Check that it runs");
        Assert.Single(run.ErrorLines);
        Assert.True(run.Elapsed < TimeSpan.FromSeconds(45), run.ToString());
    }

    [Fact]
    public async Task Up_ConnectionStringMalformed_SaysTheForm() =>
        (await _place.SiloAsync("--database", "rubbish", "--gateway-port", "0", "--silo-port", "0")).FailsWith(69, "connection string", "Host=");

    [Fact]
    public async Task Up_DataDirectoryIsAFile_SaysSo()
    {
        var file = _place.Write("file", "");

        (await _place.SiloAsync("--data", file)).FailsWith(69, file, "--data");
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("postgres")]
    public async Task Up_DataDirectoryNotWritable_NamesItAndTheUser(string storage)
    {
        // Not even root may make files there.
        var closed = Environment.UserName == "root" ? "/sys" : "/";

        (await _place.SiloAsync("--data", closed, "--storage", storage, "--gateway-port", "0", "--silo-port", "0")).FailsWith(69, $"{closed} cannot be written", Environment.UserName, "--data");
    }

    [Fact]
    public async Task Up_RunFileCannotBeWritten_IsOneLineAndStopsTheSilo()
    {
        Directory.CreateDirectory(Path.Combine(_place.Data, "run.json"));

        var run = await _place.SiloAsync("--storage", "memory", "--gateway-port", "0", "--silo-port", "0");

        Assert.Equal(69, run.ExitCode);
        run.Says(_place.Data, "cannot be written");
        Assert.Single(run.ErrorLines);
    }

    [Theory]
    [InlineData("--gateway-port", "99999", "0 to 65535")]
    [InlineData("--gateway-port", "abc", "'abc'")]
    [InlineData("--storage", "tape", "'tape'")]
    [InlineData("--bogus", "1", "'--bogus'")]
    public async Task Up_WrongOption_SaysWhatIsAllowed(string option, string value, string says) =>
        (await _place.SiloAsync(option, value)).FailsWith(64, says);

    [Fact]
    public async Task Up_MemoryInADirectoryWithAToken_KeepsTheToken()
    {
        Directory.CreateDirectory(_place.Data);
        var token = "fx_" + new string('a', 43);
        await File.WriteAllTextAsync(Path.Combine(_place.Data, "admin.token"), token + "\n");

        await using var silo = await _place.StartSiloAsync("--storage", "memory");

        (await _place.CliAsync("whoami", "--json")).Succeeds();
        Assert.Equal(token, (await File.ReadAllTextAsync(Path.Combine(_place.Data, "admin.token"))).Trim());
        Assert.Equal(0, await silo.StopAsync());
    }
}
