using System.Text;
using FuncX.Actors.Client;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>Functions that do what they should not: a typed failure or the right value, and the endpoint goes on.</summary>
public sealed class HostileFunctionTests(Site site)
{
    [Theory]
    [InlineData("return {1, 2}", TaskFailureKind.ResultNotSerializable, "type set")]
    [InlineData("return 'x' * (11 * 1024 * 1024)", TaskFailureKind.ResultTooLarge, "10485760")]
    [InlineData("import sys; sys.exit(3)", TaskFailureKind.UserExit, "sys.exit(3)")]
    [InlineData("return f()", TaskFailureKind.UserException, "maximum recursion depth")]
    [InlineData("raise KeyboardInterrupt('mine')", TaskFailureKind.UserException, "mine")]
    [InlineData("raise GeneratorExit('odd')", TaskFailureKind.UserException, "odd")]
    [InlineData("import no_such_module", TaskFailureKind.UserException, "no_such_module")]
    [InlineData("yield 1", TaskFailureKind.ResultNotSerializable, "generator")]
    public async Task Task_FunctionThatFails_HasATypedFailureAndTheEndpointGoesOn(string body, TaskFailureKind kind, string says)
    {
        var outcome = await site.RunAsync("f", $"def f():\n    {body}\n");

        Assert.Equal((TaskState.Failed, kind), (outcome.State, outcome.Failure?.Kind));
        Assert.Contains(says, outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(1, outcome.Attempts);
        await AssertGoesOnAsync();
    }

    [Theory]
    [InlineData("import os; os._exit(9)", "exit code 9")]
    [InlineData("import os; os.kill(os.getpid(), 9)", "killed by signal 9")]
    public async Task Task_FunctionThatKillsItsWorker_IsLostAfterThreeAttempts(string body, string says)
    {
        var task = await site.SubmitAsync("f", $"def f():\n    {body}\n");

        var outcome = await EndAsync(task);

        Assert.Equal((TaskState.Failed, TaskFailureKind.WorkerLost, 3), (outcome.State, outcome.Failure?.Kind, outcome.Failure?.Attempt));
        Assert.Contains(says, outcome.Failure!.Message, StringComparison.Ordinal);
        var lost = (await task.GetStatusAsync()).Attempts.Where(a => a.Event == AttemptEvent.Lost).ToList();
        Assert.Equal([1, 2, 3], lost.Select(a => a.Number));
        Assert.All(lost, a => Assert.Contains(says, a.Reason, StringComparison.Ordinal));
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Task_AtMostOnceThatKillsItsWorker_IsNotStartedTwice()
    {
        var function = await site.Client.RegisterFunctionAsync("f", "def f():\n    import os\n    os._exit(9)\n");

        var outcome = await EndAsync(await site.Client.SubmitPackedAsync(site.Endpoint, function, Payloads.Pack([]), new SubmitOptions { AtMostOnce = true }));

        Assert.Equal((TaskFailureKind.WorkerLost, 1), (outcome.Failure?.Kind, outcome.Failure?.Attempt));
    }

    [Fact]
    public async Task Task_FunctionThatClosesItsStreams_StillAnswers()
    {
        var outcome = await site.RunAsync("f", """
            def f():
                import os, sys
                sys.stdin.close()
                sys.stdout.close()
                os.close(0)
                os.close(1)
                return "alive"
            """);

        Assert.Equal("alive", Payloads.Read<string>(outcome.Result!));
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Task_ManyPrints_AreBoundedAndTheEndIsKept()
    {
        var outcome = await site.RunAsync("f", """
            def f():
                for i in range(20000):
                    print("line %05d" % i)
            """);

        Assert.Equal(TaskState.Success, outcome.State);
        Assert.EndsWith("line 19999\n", outcome.Stdout, StringComparison.Ordinal);
        Assert.InRange(outcome.Stdout!.Length, 60 * 1024, 66 * 1024);
        Assert.DoesNotContain("line 00000", outcome.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_PrintsOfASubprocess_ComeBack()
    {
        var outcome = await site.RunAsync("f", "def f():\n    import os\n    os.system('echo to-out; echo to-err >&2')\n    return 1\n");

        Assert.Equal(("to-out\n", "to-err\n"), (outcome.Stdout, outcome.Stderr));
    }

    [Fact]
    public async Task Task_UnicodeNameSourceAndArguments_GoThere()
    {
        var outcome = await site.RunAsync("größe", "def größe(x):\n    # 😀\n    return 'é😀' + x\n", "ü\u0000\ud83d\ude00");

        Assert.Equal("é😀ü\0😀", Payloads.Read<string>(outcome.Result!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("5\n11\n[]")]
    [InlineData("5\n11\n[]5\n11\n[]")]
    [InlineData("6\n11\n[x]5\n11\n{}")]
    [InlineData("99999999\n11\n[]5\n11\n{}")]
    [InlineData("5\n77\n[]5\n11\n{}")]
    public async Task Submit_MalformedPayload_IsRefusedOrFailsAsMalformed(string payload)
    {
        var function = await site.Client.RegisterFunctionAsync("f", "def f():\n    return 1\n");
        try
        {
            var outcome = await EndAsync(await site.Client.SubmitPackedAsync(site.Endpoint, function, Encoding.UTF8.GetBytes(payload), SubmitOptions.Default));
            Assert.Equal(TaskFailureKind.PayloadMalformed, outcome.Failure?.Kind);
        }
        catch (SubmitRefusedException e)
        {
            Assert.Contains("PAYLOAD", e.Refusal.Code, StringComparison.Ordinal);
        }
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Submit_BytesThatAreNotText_AreRefusedOrFailAsMalformed()
    {
        var function = await site.Client.RegisterFunctionAsync("f", "def f():\n    return 1\n");
        try
        {
            var outcome = await EndAsync(await site.Client.SubmitPackedAsync(site.Endpoint, function, [0xff, 0xfe, 0x00, 0x80], SubmitOptions.Default));
            Assert.Equal(TaskFailureKind.PayloadMalformed, outcome.Failure?.Kind);
        }
        catch (SubmitRefusedException e)
        {
            Assert.Contains("PAYLOAD", e.Refusal.Code, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Submit_ElevenMebibytesOfArguments_AreRefusedWithSizeAndLimit()
    {
        var refused = await Assert.ThrowsAsync<SubmitRefusedException>(() => site.SubmitAsync("f", "def f(x):\n    return 1\n", new string('x', 11 * 1024 * 1024)));

        Assert.Contains("10,485,760", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_SourceThatDoesNotCompile_FailsItsTaskWithTheLine()
    {
        var outcome = await site.RunAsync("f", "def f(:\n    return 1\n");

        Assert.Equal(TaskFailureKind.FunctionMalformed, outcome.Failure?.Kind);
        Assert.Contains("SyntaxError", outcome.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OptionsOutOfBounds_AreRefusedWithTheBound()
    {
        var function = await site.Client.RegisterFunctionAsync("f", "def f():\n    return 1\n");
        SubmitOptions[] wrong = [new() { Priority = 99 }, new() { Priority = -1 }, new() { TimeToLive = TimeSpan.FromSeconds(-1) }, new() { TimeToLive = TimeSpan.FromDays(1000) }, new() { ResultSerializer = "no such one" }, new() { WallTime = TimeSpan.Zero }];

        foreach (var options in wrong)
        {
            var refused = await Assert.ThrowsAsync<SubmitRefusedException>(() => site.Client.SubmitPackedAsync(site.Endpoint, function, Payloads.Pack([]), options));
            Assert.True(refused.Refusal.Message.Length > 10 && !refused.Refusal.IsRetryable, $"{options}: {refused.Message}");
        }
        await AssertGoesOnAsync();
    }

    [Theory]
    [InlineData("", "pass")]
    [InlineData("f", "")]
    public async Task Register_EmptyNameOrSource_IsRefusedOrFailsItsTask(string name, string source)
    {
        try
        {
            var outcome = await site.RunAsync(name, source);
            Assert.Contains(outcome.Failure?.Kind, new TaskFailureKind?[] { TaskFailureKind.EntryPointMissing, TaskFailureKind.FunctionMalformed });
        }
        catch (InvalidRequestException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    [Fact]
    public async Task Register_MoreThanOneMebibyte_IsRefusedWithSizeAndLimit()
    {
        var refused = await Assert.ThrowsAsync<TooLargeException>(() => site.Client.RegisterFunctionAsync("f", "def f():\n    return 1\n" + new string('#', 1_100_000)));

        Assert.Contains("1,048,576", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<TaskOutcome> EndAsync(TaskHandle task)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await task.GetOutcomeAsync(bound.Token);
    }

    private async Task AssertGoesOnAsync() => Assert.Equal(3, Payloads.Read<int>((await site.RunAsync("add", "def add(a, b):\n    return a + b\n", 1, 2)).Result!));
}
