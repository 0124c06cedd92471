using System.CommandLine;
using System.Text.Json;
using FuncX.Actors.Client.Cli;

namespace FuncX.Actors.Client.Tests.Cli;

public sealed class CliArgumentsTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("null", "null")]
    [InlineData("\"quoted\"", "\"quoted\"")]
    [InlineData("plain words", "\"plain words\"")]
    [InlineData("", "\"\"")]
    [InlineData("{broken", "\"{broken\"")]
    public void ReadValues_JsonOrText_IsWhatWasMeant(string text, string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(CliArguments.ReadValues([text])[0]));

    [Theory]
    [InlineData("f.py")]
    [InlineData("f.py:")]
    [InlineData(":f")]
    [InlineData("")]
    public void ReadFunction_WrongForm_SaysTheForm(string text) =>
        Assert.Contains("FILE.py:FUNCTION", Assert.Throws<ArgumentException>(() => CliArguments.ReadFunction(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadFunction_FileTooLarge_SaysSizeAndLimit()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, new string('#', 1_048_577));

        var message = Assert.Throws<ArgumentException>(() => CliArguments.ReadFunction(path + ":f")).Message;
        File.Delete(path);

        Assert.Contains("1,048,577", message, StringComparison.Ordinal);
        Assert.Contains("1,048,576", message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryVerb_HasJson()
    {
        var verbs = new[] { TaskCommand.Create(), FunctionCommand.Create(), EndpointCommand.Create(), BatchCommand.Create() }
            .SelectMany(noun => noun.Subcommands).Append(RunCommand.Create()).Append(WhoAmICommand.Create()).ToList();

        Assert.True(verbs.Count >= 15);
        Assert.All(verbs, verb => Assert.Contains(verb.Options, option => option.Name == "--json"));
    }

    [Fact]
    public void FailUsage_WrongCommandLine_IsOneLineWithThePathToHelp()
    {
        using var console = new Captured();

        var code = CliRunner.FailUsage(new RootCommand { TaskCommand.Create() }.Parse(["task", "list", "--limit", "x"]));

        Assert.Equal((64, ""), (code, console.Out));
        Assert.EndsWith("See `funcx task list --help`.\n", console.Error, StringComparison.Ordinal);
        Assert.Single(console.Error.TrimEnd().Split('\n'));
    }
}
