namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>No token, a wrong one, no silo.</summary>
public sealed class AccessTests(Site site)
{
    [Fact]
    public async Task Cli_WrongToken_SaysSoAndWhereOneBelongs() =>
        (await With("FUNCX_TOKEN", "wrong")).FailsWith(77, "The token is wrong, expired or revoked", "FUNCX_TOKEN");

    [Fact]
    public async Task Cli_AgentsToken_MayNotDoAPersonsWork()
    {
        var token = (await File.ReadAllTextAsync(Path.Combine(site.Place.Home, "endpoints", Site.EndpointName, "endpoint.token"))).Trim();

        var run = await With("FUNCX_TOKEN", token, "task", "list");

        Assert.Equal(77, run.ExitCode);
        Assert.DoesNotContain(token, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cli_NoTokenAnywhere_SaysWhereOneBelongs() =>
        (await With("FUNCX_DATA", "/nowhere")).FailsWith(69, "No token is given", "FUNCX_TOKEN", "$FUNCX_HOME/token", "FUNCX_DATA");

    [Fact]
    public async Task Cli_NoSiloThere_NamesTheAddressWithinABound()
    {
        var run = await With("FUNCX_GATEWAY", "127.0.0.1:1");

        run.FailsWith(69, "No silo answered at 127.0.0.1:1", "./funcx up");
        Assert.True(run.Elapsed < TimeSpan.FromSeconds(30), run.ToString());
    }

    [Theory]
    [InlineData("bogus", "'bogus' is not host:port")]
    [InlineData("localhost:99999", "is not host:port")]
    [InlineData("no-such-host.invalid:3", "cannot be resolved")]
    public async Task Cli_MalformedGateway_IsNamed(string gateway, string says) => (await With("FUNCX_GATEWAY", gateway)).FailsWith(69, says);

    [Fact]
    public async Task Configure_WrongToken_LeavesNothingBehind()
    {
        var environment = new Dictionary<string, string?>(site.Place.Environment) { ["FUNCX_TOKEN"] = "wrong" };

        var run = await CommandRun.OfAsync(Programs.Agent, ["configure", "stranger"], environment);

        run.FailsWith(77, "The token is wrong");
        Assert.False(Directory.Exists(Path.Combine(site.Place.Home, "endpoints", "stranger")));
    }

    private Task<CommandRun> With(string variable, string value, params string[] arguments) =>
        site.Place.CliWithAsync([new(variable, value)], arguments.Length == 0 ? ["whoami"] : arguments);
}
