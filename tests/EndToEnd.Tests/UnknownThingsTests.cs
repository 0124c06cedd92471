namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>Ids and names that are not there, not ids, or not files: one line, an exit code, nothing on standard output.</summary>
public sealed class UnknownThingsTests(Site site)
{
    private const string Unknown = "018f6e2a-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("Task", "task", "status")]
    [InlineData("Task", "task", "result")]
    [InlineData("Task", "task", "cancel")]
    [InlineData("Function", "function", "show")]
    [InlineData("Function", "function", "delete")]
    [InlineData("Endpoint", "endpoint", "status")]
    [InlineData("Endpoint", "endpoint", "delete")]
    [InlineData("Batch", "batch", "status")]
    [InlineData("Batch", "batch", "results")]
    public async Task Verb_UnknownId_NamesWhatIsMissing(string what, string noun, string verb) =>
        (await site.Place.CliAsync(noun, verb, Unknown, "--json")).FailsWith(69, $"{what} {Unknown} could not be found", "Check the id");

    [Theory]
    [InlineData("task id", "task", "status", "xyz")]
    [InlineData("task id", "task", "result", "018f6e2a")]
    [InlineData("function id", "function", "show", "../../etc/passwd")]
    [InlineData("batch id", "batch", "status", "\u001b[31m")]
    public async Task Verb_MalformedId_SaysWhatAnIdLooksLike(string what, string noun, string verb, string id)
    {
        var run = await site.Place.CliAsync(noun, verb, id);

        run.FailsWith(64, $"is not a {what}", "expected a UUID");
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task EndpointStatus_UnknownName_PointsToTheList() =>
        (await site.Place.CliAsync("endpoint", "status", "nowhere")).FailsWith(64, "no endpoint 'nowhere'", "funcx endpoints list");

    [Fact]
    public async Task Run_UnknownFunctionId_IsRefused() =>
        (await site.Place.CliAsync("run", "-e", Site.EndpointName, Unknown)).FailsWith(65, "FUNCTION_NOT_FOUND", Unknown, "Register it first");

    [Fact]
    public async Task Run_UnknownEndpointId_IsRefused()
    {
        var file = site.Place.Write("one.py", "def one():\n    return 1\n");

        (await site.Place.CliAsync("run", "-e", Unknown, file + ":one")).FailsWith(65, "ENDPOINT_NOT_FOUND", Unknown);
    }

    [Fact]
    public async Task Run_FileThatIsNotThere_NamesIt() =>
        (await site.Place.CliAsync("run", "-e", Site.EndpointName, "/nowhere/f.py:f")).FailsWith(66, "There is no file /nowhere/f.py");

    [Fact]
    public async Task Run_NoFunctionNamed_SaysTheForm() =>
        (await site.Place.CliAsync("run", "-e", Site.EndpointName, "f.py")).FailsWith(64, "'f.py' is not FILE.py:FUNCTION");

    [Fact]
    public async Task Run_FunctionThatTheFileLacks_NamesThoseItHas()
    {
        var file = site.Place.Write("two.py", "def add(a, b):\n    return a + b\ndef boom():\n    pass\n");

        var run = await site.Place.CliAsync("run", "-e", Site.EndpointName, file + ":sub", "1");

        Assert.Equal(1, run.ExitCode);
        run.Says("EntryPointMissing", "does not define sub", "add, boom");
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'frob'", "frob")]
    [InlineData("Required argument 'id'", "task", "status")]
    [InlineData("'--endpoint' is required", "run", "f.py:f")]
    [InlineData("'x'", "task", "list", "--limit", "x")]
    [InlineData("'--bogus'", "whoami", "--bogus")]
    public async Task CommandLine_Wrong_IsOneLineAndPointsToHelp(string says, params string[] arguments) =>
        (await site.Place.CliAsync(arguments)).FailsWith(64, says, "--help`");

    [Theory]
    [InlineData("--state", "bogus", 64, "no task state 'bogus'")]
    [InlineData("--limit", "0", 65, "1 to 1,000")]
    [InlineData("--limit", "-5", 65, "1 to 1,000")]
    public async Task TaskList_WrongValue_SaysWhatIsAllowed(string option, string value, int code, string says) =>
        (await site.Place.CliAsync("task", "list", option, value)).FailsWith(code, says);
}
