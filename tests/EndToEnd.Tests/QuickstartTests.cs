namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>The first command that a newcomer types.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Once_TwiceOnOneDirectory_BothRightAndNoProcessLeft()
    {
        // What a person has set for another cluster must not lead it away.
        var environment = new Dictionary<string, string?>(_place.Environment) { ["FUNCX_TOKEN"] = "another's", ["FUNCX_GATEWAY"] = "127.0.0.1:1" };

        var first = await CommandRun.OfAsync(Programs.Quickstart, Arguments("--once"), environment);
        var second = await CommandRun.OfAsync(Programs.Quickstart, Arguments("--once"), environment);

        foreach (var run in (CommandRun[])[first, second])
        {
            run.Succeeds();
            foreach (var text in (string[])["-> Hello World!", "-> 15", "6 columns, 1,461 rows", "ZeroDivisionError: division by zero", "1,000 right values", "All results are right."])
                Assert.Contains(text, run.Out, StringComparison.Ordinal);
        }
        Assert.Empty(Processes.Mentioning(_place.Folder));
    }

    [Fact]
    public async Task Once_WhileUpServesTheDirectory_UsesItAndLeavesItRunning()
    {
        await using var silo = await _place.StartSiloAsync();

        var run = (await CommandRun.OfAsync(Programs.Quickstart, Arguments("--once"), _place.Environment)).Succeeds();

        Assert.Contains("A silo serves", run.Out, StringComparison.Ordinal);
        (await _place.CliAsync("whoami")).Succeeds();
        Assert.Equal(0, await silo.StopAsync());
        Assert.Empty(Processes.Mentioning(_place.Folder));
    }

    [Fact]
    public async Task Terminated_StopsEverything()
    {
        await using var quickstart = await Daemon.StartAsync(Programs.Quickstart, Arguments(), _place.Environment, "Everything keeps running until Ctrl-C");

        Assert.Equal(0, await quickstart.StopAsync());

        Assert.Empty(Processes.Mentioning(_place.Folder));
    }

    [Fact]
    public async Task Once_DataDirectoryIsAFile_IsOneLine()
    {
        _place.Write("data", "");

        (await CommandRun.OfAsync(Programs.Quickstart, Arguments("--once"), _place.Environment)).FailsWith(1, _place.Data, "--data");
    }

    [Theory]
    [InlineData("unknown option '--bogus'", "quickstart", "--bogus")]
    [InlineData("--data needs a directory", "quickstart", "--data")]
    [InlineData("bench: there are", "bench", "nothing")]
    public async Task Script_WrongWords_AreOneLine(string says, params string[] arguments) =>
        (await CommandRun.OfAsync(Path.Combine(Programs.Root, "funcx"), arguments, _place.Environment)).FailsWith(1, says);

    private string[] Arguments(params string[] more) =>
        [.. more, "--data", _place.Data, "--gateway-port", "0", "--silo", Programs.Silo, "--agent", Programs.Agent, "--samples", Programs.Samples];
}
