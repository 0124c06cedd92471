using System.Text.Json;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>Every verb of the command line with --json prints JSON, whatever the result holds.</summary>
public sealed class JsonOutputTests(Site site)
{
    [Fact]
    public async Task EveryVerb_Json_Parses()
    {
        var file = site.Place.Write("json.py", "def triple(x):\n    print('\\x1b[31mred')\n    return {'x': 3 * x}\n");
        var function = (await Json("function", "register", file + ":triple")).GetProperty("function_id").GetString()!;
        var outcome = await Json("run", "-e", Site.EndpointName, function, "14");
        var task = outcome.GetProperty("id").GetString()!;
        var batch = await site.Client.CreateBatchAsync("json");
        await batch.SubmitAsync(site.Endpoint, FunctionId.Parse(function), [[1], [2]]);

        Assert.Equal(42, outcome.GetProperty("result").GetProperty("x").GetInt32());
        Assert.Equal("admin", (await Json("whoami")).GetProperty("user").GetString());
        Assert.Equal("triple", (await Json("function", "show", function)).GetProperty("name").GetString());
        Assert.Contains((await Json("function", "list")).EnumerateArray(), f => f.GetProperty("id").GetString() == function);
        Assert.Equal("success", (await Json("task", "status", task)).GetProperty("state").GetString());
        Assert.Equal("success", (await Json("task", "result", task)).GetProperty("state").GetString());
        Assert.Contains((await Json("task", "list")).EnumerateArray(), t => t.GetProperty("endpoint").GetString() == site.Endpoint.ToString());
        Assert.Contains((await Json("endpoint", "list")).EnumerateArray(), e => e.GetProperty("name").GetString() == Site.EndpointName);
        Assert.True((await Json("endpoint", "status", Site.EndpointName)).GetProperty("is_online").GetBoolean());
        Assert.Equal(2, (await Json("batch", "status", batch.Id.ToString())).GetProperty("submitted").GetInt32());
        Assert.False((await site.Place.CliAsync("task", "cancel", task, "--json")).Json().GetProperty("cancelled").GetBoolean());
        var lines = (await site.Place.CliAsync("batch", "results", batch.Id.ToString(), "--json")).Succeeds().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([3, 6], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("result").GetProperty("x").GetInt32()).Order());
        Assert.True((await Json("function", "delete", function)).GetProperty("deleted").GetBoolean());
        Assert.True((await Json("function", "show", function)).GetProperty("is_deleted").GetBoolean());
    }

    [Theory]
    [InlineData("'\\ud800'")]
    [InlineData("float('nan')")]
    [InlineData("10 ** 400")]
    [InlineData("__import__('functools').reduce(lambda a, _: [a], range(200), [])")]
    public async Task Run_ResultThatDotNetCannotHold_IsStillJsonAndASuccess(string expression)
    {
        var file = site.Place.Write($"odd{Guid.NewGuid():N}.py", $"def odd():\n    return {expression}\n");

        var run = (await site.Place.CliAsync("run", "-e", Site.EndpointName, file + ":odd", "--json")).Succeeds();

        using var json = JsonDocument.Parse(run.Out, new JsonDocumentOptions { MaxDepth = 1_000 });
        Assert.Equal("success", json.RootElement.GetProperty("state").GetString());
        Assert.True(json.RootElement.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Run_FunctionThatRaises_ShowsTheRemoteTracebackAndFails()
    {
        var file = site.Place.Write("boom.py", "def boom():\n    raise ValueError('no \\x1b[31m way')\n");

        var plain = await site.Place.CliAsync("run", "-e", Site.EndpointName, file + ":boom");
        var json = await site.Place.CliAsync("run", "-e", Site.EndpointName, file + ":boom", "--json");

        Assert.Equal((1, 1), (plain.ExitCode, json.ExitCode));
        plain.Says("UserException", "Traceback (most recent call last):", "ValueError: no ");
        Assert.DoesNotContain('\u001b', plain.Error);
        Assert.Equal("ValueError", json.Json().GetProperty("failure").GetProperty("remote_type").GetString());
    }

    private async Task<JsonElement> Json(params string[] arguments) => (await site.Place.CliAsync([.. arguments, "--json"])).Succeeds().Json();
}
