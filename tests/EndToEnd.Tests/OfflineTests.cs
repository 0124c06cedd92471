namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>An endpoint without an agent: tasks wait, and everybody who asks is told.</summary>
public sealed class OfflineTests(Site site)
{
    [Fact]
    public async Task Task_EndpointOffline_WaitsSaysSoAndRunsWhenTheAgentComes()
    {
        const string Name = "sleeper";
        (await site.Place.AgentAsync("configure", Name, "--workers", "1")).Succeeds();
        var file = site.Place.Write("double.py", "def double(x):\n    return 2 * x\n");

        var submitted = (await site.Place.CliAsync("run", "-e", Name, file + ":double", "21", "--no-wait", "--json")).Succeeds().Json();
        var id = submitted.GetProperty("task_id").GetString()!;
        var status = (await site.Place.CliAsync("task", "status", id)).Succeeds();
        var json = (await site.Place.CliAsync("task", "status", id, "--json")).Succeeds().Json();
        var endpoint = (await site.Place.CliAsync("endpoint", "status", Name, "--json")).Succeeds().Json();

        Assert.Contains("waiting-for-ep: endpoint 'sleeper' is offline", status.Out, StringComparison.Ordinal);
        Assert.Equal("waiting-for-ep", json.GetProperty("state").GetString());
        Assert.False(endpoint.GetProperty("is_online").GetBoolean());
        Assert.Equal(1, endpoint.GetProperty("queued_tasks").GetInt32());

        await using var agent = await site.Place.StartAgentAsync(Name);
        var result = (await site.Place.CliAsync("task", "result", id)).Succeeds();

        Assert.Equal("42", result.Out.Trim());
    }

    [Fact]
    public async Task Task_CancelledWhileItWaits_EndsAsCancelledAndSaysWhoAndWhy()
    {
        const string Name = "never";
        (await site.Place.AgentAsync("configure", Name)).Succeeds();
        var file = site.Place.Write("nothing.py", "def nothing():\n    pass\n");
        var id = (await site.Place.CliAsync("run", "-e", Name, file + ":nothing", "--no-wait")).Succeeds().Out.Trim();

        var cancel = (await site.Place.CliAsync("task", "cancel", id, "--reason", "not needed")).Succeeds();
        var result = await site.Place.CliAsync("task", "result", id);
        var again = await site.Place.CliAsync("task", "cancel", id);

        Assert.Equal("cancelled", cancel.Out.Trim());
        Assert.Equal(1, result.ExitCode);
        result.Says("not needed", "admin");
        Assert.Equal("cancelled", again.Succeeds().Out.Trim()); // repeating it is harmless
    }
}
