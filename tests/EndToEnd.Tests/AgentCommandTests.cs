namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>The endpoint operator's commands, right and wrong.</summary>
public sealed class AgentCommandTests(Site site)
{
    [Fact]
    public async Task Lifecycle_ConfigureStartStatusListStopDelete_EachSaysWhatIs()
    {
        const string Name = "cycle";
        var configured = (await site.Place.AgentAsync("configure", Name, "--workers", "1", "--json")).Succeeds().Json();
        Assert.Equal("initialized", await StateAsync(Name));

        var started = (await site.Place.AgentAsync("start", Name, "--detach", "--json")).Succeeds().Json();
        Assert.Equal("attached", started.GetProperty("phase").GetString());
        Assert.Equal("attached", await StateAsync(Name));
        (await site.Place.AgentAsync("start", Name)).FailsWith(69, "runs already", $"{started.GetProperty("pid").GetInt32()}", "funcx-endpoint stop");
        (await site.Place.AgentAsync("start", Name, "--detach")).FailsWith(69, "runs already");
        (await site.Place.AgentAsync("delete", Name)).FailsWith(69, $"Endpoint {Name} runs");
        var list = (await site.Place.AgentAsync("list", "--json")).Succeeds().Json();
        Assert.Contains(list.EnumerateArray(), e => e.GetProperty("name").GetString() == Name && e.GetProperty("endpoint_id").GetString() == configured.GetProperty("endpoint_id").GetString());

        // A broken file must not keep anybody from stopping what runs.
        var config = configured.GetProperty("config").GetString()!;
        var good = await File.ReadAllTextAsync(config);
        await File.WriteAllTextAsync(config, "workers: none\n");
        (await site.Place.AgentAsync("stop", Name, "--json")).Succeeds().Json();
        await File.WriteAllTextAsync(config, good);
        Assert.Equal("stopped", await StateAsync(Name));
        Assert.Contains("was not running", (await site.Place.AgentAsync("stop", Name)).Succeeds().Out, StringComparison.Ordinal);

        (await site.Place.AgentAsync("delete", Name, "--json")).Succeeds().Json();
        (await site.Place.AgentAsync("status", Name)).FailsWith(66, $"no endpoint {Name}", "funcx-endpoint configure");
        (await site.Place.CliAsync("endpoint", "status", Name)).FailsWith(64, $"no endpoint '{Name}'");
    }

    [Fact]
    public async Task Start_WrongConfig_ListsEveryErrorWithItsLine()
    {
        var config = await ConfigureAsync("crooked");
        await File.WriteAllTextAsync(config, "workers: 0\nworkrs: 3\nheartbeat: never\nzzz: 1\nlog_level: loud\n");

        var run = await site.Place.AgentAsync("start", "crooked");

        Assert.Equal(78, run.ExitCode);
        Assert.Equal(5, run.ErrorLines.Length);
        run.Says(config, "line 1: workers must be", "line 2: unknown key 'workrs'; did you mean 'workers'?", "line 3: heartbeat must be", "line 4: unknown key 'zzz'; known are", "line 5: log_level must be");
        var json = await site.Place.AgentAsync("start", "crooked", "--json");
        Assert.Equal(78, json.Json().GetProperty("exit_code").GetInt32());
        Assert.Contains("line 5", json.Json().GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workers: [1\n", "this is not YAML")]
    [InlineData("just words\n", "expected `key: value` lines")]
    [InlineData("workers: 1\nworkers: 2\n", "line 2", "Duplicate key")]
    [InlineData("interpreter: /no/python\n", "The interpreter /no/python does not exist", "apt-get install python3")]
    [InlineData("public: true\n", "allow_shared_uid")]
    public async Task Start_ConfigThatCannotBe_IsOneLine(string text, params string[] says)
    {
        var name = $"odd{Math.Abs(text.GetHashCode(StringComparison.Ordinal))}";
        await File.WriteAllTextAsync(await ConfigureAsync(name), text);

        (await site.Place.AgentAsync("start", name, "--detach")).FailsWith(78, says);

        Assert.Empty(Processes.Mentioning(name));
    }

    [Theory]
    [InlineData(64, "must not contain", "a/b")]
    [InlineData(64, "must not begin with a dot", "..")]
    [InlineData(64, "workers must be auto, or a number", "fine", "--workers", "many")]
    [InlineData(64, "/no/python does not exist", "fine", "--interpreter", "/no/python")]
    [InlineData(64, "gateway must be host:port", "fine", "--gateway", "bogus")]
    [InlineData(66, "no endpoint fine whose token", "fine", "--renew-token")]
    [InlineData(73, "Endpoint lab exists", Site.EndpointName)]
    public async Task Configure_WrongWish_IsOneLineAndMakesNothing(int code, string says, params string[] arguments)
    {
        (await site.Place.AgentAsync(["configure", .. arguments])).FailsWith(code, says);

        Assert.False(Directory.Exists(Path.Combine(site.Place.Home, "endpoints", "fine")));
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("status")]
    [InlineData("delete")]
    public async Task Verb_UnknownEndpoint_SaysHowToMakeIt(string verb)
    {
        (await site.Place.AgentAsync(verb, "nowhere")).FailsWith(66, "There is no endpoint nowhere", "funcx-endpoint configure nowhere");

        Assert.Equal(66, (await site.Place.AgentAsync(verb, "nowhere", "--json")).Json().GetProperty("exit_code").GetInt32());
    }

    [Theory]
    [InlineData("Required argument 'name'", "start")]
    [InlineData("'frob'", "frob")]
    public async Task CommandLine_Wrong_IsOneLine(string says, params string[] arguments) =>
        (await site.Place.AgentAsync(arguments)).FailsWith(64, says, "--help`");

    [Fact]
    public async Task EveryVerb_IdentityUnreadable_IsOneLineAndTheListStillComes()
    {
        const string Name = "cut";
        var folder = Path.GetDirectoryName(await ConfigureAsync(Name))!;
        await File.WriteAllTextAsync(Path.Combine(folder, "endpoint.json"), "{");

        (await site.Place.AgentAsync("start", Name)).FailsWith(78, "endpoint.json cannot be read", "--renew-token");
        (await site.Place.AgentAsync("delete", Name)).FailsWith(78, "endpoint.json cannot be read");
        Assert.Contains("not registered", (await site.Place.AgentAsync("list")).Succeeds().Out, StringComparison.Ordinal);
        (await site.Place.AgentAsync("configure", Name, "--renew-token")).Succeeds();
        (await site.Place.AgentAsync("delete", Name)).Succeeds();
    }

    [Fact]
    public async Task Start_TokenWrongOrMissing_SaysHowToGetANewOne()
    {
        const string Name = "locked";
        var token = Path.Combine(Path.GetDirectoryName(await ConfigureAsync(Name))!, "endpoint.token");
        await File.WriteAllTextAsync(token, "fx_wrong\n");

        (await site.Place.AgentAsync("start", Name, "--detach")).FailsWith(69, "refuses this agent's token", "--renew-token");
        File.Delete(token);
        (await site.Place.AgentAsync("start", Name, "--detach")).FailsWith(78, "token of endpoint locked is missing", "--renew-token");

        Assert.Empty(Processes.Mentioning(Name));
    }

    [Fact]
    public async Task Start_InterpreterThatIsNoPython_IsToldByStatus()
    {
        const string Name = "nopython";
        (await site.Place.AgentAsync("configure", Name, "--interpreter", "/bin/false", "--workers", "1")).Succeeds();
        (await site.Place.AgentAsync("start", Name, "--detach")).Succeeds();

        // Attached comes first, the workers' exit after it: a person would ask again too.
        var status = "";
        for (var i = 0; i < 50 && !status.Contains("Workers do not start", StringComparison.Ordinal); i++)
            status = (await site.Place.AgentAsync("status", Name)).Succeeds().Out;
        (await site.Place.AgentAsync("stop", Name)).Succeeds();

        Assert.Contains("Workers do not start", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configure_HomeThatCannotBe_RegistersNothing()
    {
        var environment = new Dictionary<string, string?>(site.Place.Environment) { ["FUNCX_HOME"] = site.Place.Write("nohome", "") };

        (await CommandRun.OfAsync(Programs.Agent, ["configure", "homeless"], environment)).FailsWith(73, "cannot be made", "FUNCX_HOME");

        Assert.DoesNotContain("homeless", (await site.Place.CliAsync("endpoint", "list")).Succeeds().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TwoAgentsOfOneEndpoint_OneGivesWayAndSaysWhy()
    {
        const string Name = "twice";
        var config = await ConfigureAsync(Name);
        using var elsewhere = new Place();
        var copy = Path.Combine(elsewhere.Home, "endpoints", Name);
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(config)!))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var environment = new Dictionary<string, string?>(elsewhere.Environment) { ["FUNCX_DATA"] = site.Place.Data };

        await using var first = await site.Place.StartAgentAsync(Name);
        await using var second = await Daemon.StartAsync(Programs.Agent, ["start", Name], environment, "Attached to endpoint");
        var loser = await Task.WhenAny(first.Exited, second.Exited).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Contains("Another agent serves this endpoint", (loser == first.Exited ? first : second).Text, StringComparison.Ordinal);
    }

    private async Task<string> ConfigureAsync(string name) =>
        (await site.Place.AgentAsync("configure", name, "--json")).Succeeds().Json().GetProperty("config").GetString()!;

    private async Task<string?> StateAsync(string name) => (await site.Place.AgentAsync("status", name, "--json")).Succeeds().Json().GetProperty("state").GetString();
}
