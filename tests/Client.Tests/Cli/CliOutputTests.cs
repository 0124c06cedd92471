using System.Text;
using System.Text.Json;
using FuncX.Actors.Client.Cli;

namespace FuncX.Actors.Client.Tests.Cli;

public sealed class CliOutputTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TaskId Task = TaskId.Parse("018f6e2a-0000-7000-8000-000000000001");
    private static readonly EndpointId Endpoint = EndpointId.Parse("018f6e2a-0000-7000-8000-000000000002");
    private static readonly FunctionId Function = FunctionId.Parse("018f6e2a-0000-7000-8000-000000000003");
    private static readonly GroupId Group = GroupId.Parse("018f6e2a-0000-7000-8000-000000000004");

    [Fact]
    public void WriteJson_Outcome_HasWireNamesTextIdsAndTheValue()
    {
        var json = Written(Outcome("11\n{\"x\": [1, null]}"));

        Assert.Equal(Task.ToString(), json.GetProperty("id").GetString());
        Assert.Equal(Group.ToString(), json.GetProperty("group").GetString());
        Assert.Equal("success", json.GetProperty("state").GetString());
        Assert.Equal(1, json.GetProperty("result").GetProperty("x")[0].GetInt32());
    }

    [Theory]
    [InlineData("11\nNaN")]
    [InlineData("11\n")]
    [InlineData("11\n1 2")]
    [InlineData("11\n{\"x\": ")]
    [InlineData("00\ngASVBA==")]
    [InlineData("")]
    public void WriteJson_ResultThatIsNoJson_IsText(string result) => Assert.Equal(result, Written(Outcome(result)).GetProperty("result").GetString());

    [Theory]
    [InlineData("11\n\"\\ud800\"")]
    [InlineData("11\n1e999")]
    [InlineData("11\n123456789012345678901234567890")]
    public void WriteJson_JsonThatDotNetCannotHold_PassesAsItCame(string result) => Assert.Equal(result[3..], Written(Outcome(result)).GetProperty("result").GetRawText());

    [Fact]
    public void WriteJson_BytesThatAreNoText_StillParse() => Assert.Equal(JsonValueKind.String, Written(Outcome("") with { Result = [0xff, 0x31, 0x00] }).GetProperty("result").ValueKind);

    [Fact]
    public void WriteJson_EveryRecord_Parses()
    {
        var failure = new TaskFailure { Kind = TaskFailureKind.WorkerLost, Message = "gone\u001b[31m", ExitCode = 137 };
        var outcome = Outcome("11\n1") with { State = TaskState.Failed, Result = null, Failure = failure };
        var attempt = new AttemptInfo { Number = 1, Event = AttemptEvent.HandedOut, At = At };
        var snapshot = new TaskSnapshot { Id = Task, State = TaskState.WaitingForEndpoint, Endpoint = Endpoint, Function = Function, User = "u", SubmittedAt = At, Outcome = outcome, Attempts = [attempt], Group = Group };
        var function = new FunctionInfo { Id = Function, Name = "f", Owner = "u", BodyHash = [0xAB, 0x01], BodyBytes = 2, IsPublic = true, RegisteredAt = At };

        Assert.Equal("WorkerLost", Written(outcome).GetProperty("failure").GetProperty("kind").GetString());
        Assert.Equal("waiting-for-ep", Written(snapshot).GetProperty("state").GetString());
        Assert.Equal("HandedOut", Written(snapshot).GetProperty("attempts")[0].GetProperty("event").GetString());
        Assert.Equal("ab01", Written(function).GetProperty("body_hash").GetString());
        Assert.Equal("User, Admin", Written(new Caller { User = "u", Roles = CallerRoles.User | CallerRoles.Admin }).GetProperty("roles").GetString());
        Assert.Equal(Endpoint.ToString(), Written(new EndpointStatus { Id = Endpoint, Name = "e", Owner = "u", IsOnline = true }).GetProperty("id").GetString());
        Assert.Equal("success", Written(new TaskListItem { Id = Task, Endpoint = Endpoint, Function = Function, User = "u", SubmittedAt = At, State = TaskState.Success }).GetProperty("state").GetString());
        Assert.Equal(5, Written(new BatchProgress { Id = Group, Name = "b", Owner = "u", Submitted = 9, Succeeded = 2, Failed = 2, Cancelled = 1, CreatedAt = At }).GetProperty("ended").GetInt64());
        Assert.Equal("cancelled", Written(new CancelReply { Cancelled = true, State = TaskState.Cancelled }).GetProperty("state").GetString());
    }

    [Fact]
    public void WriteJsonLine_Outcome_IsOneLine()
    {
        using var console = new Captured();

        CliOutput.WriteJsonLine(Outcome("11\n[1]") with { Stdout = "a\nb" });

        Assert.Single(console.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void WriteTable_TextOfUsers_IsPrintableAndAligned()
    {
        using var console = new Captured();

        CliOutput.WriteTable(["NAME", "X"], [["a\u001b[31m\nb", "1"], [null, "2"]]);

        Assert.Equal("NAME     X\na[31m b  1\n         2\n", console.Out);
    }

    [Fact]
    public void Describe_Result_HasNoTerminalEscapes()
    {
        Assert.Equal("\"[31mred\"", CliOutput.Describe(Encoding.UTF8.GetBytes("11\n\"\u001b[31mred\"")));
        Assert.Equal("(11 bytes in format 00, for Python)", CliOutput.Describe("00\ngASVBA=="u8.ToArray()));
    }

    private static TaskOutcome Outcome(string result) => new() { Id = Task, State = TaskState.Success, Result = Encoding.UTF8.GetBytes(result), Group = Group, CompletedAt = At };

    private static JsonElement Written(object value)
    {
        using var console = new Captured();
        CliOutput.WriteJson(value);
        return JsonDocument.Parse(console.Out).RootElement.Clone();
    }
}
