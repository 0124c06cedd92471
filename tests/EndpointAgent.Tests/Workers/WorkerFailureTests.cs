using System.Text;
using System.Text.Json;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Integration")]
public sealed class WorkerFailureTests : IDisposable
{
    private readonly RunningWorker _worker = RunningWorker.Python();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task Call_UserException_CarriesTypeMessageAndOnlyTheUsersFrames()
    {
        var failure = await _worker.FailureAsync("def g(x):\n    return 1 / x  # here\n\ndef f(x):\n    return g(x)", "[0]");

        Assert.Equal("UserException", Text(failure, "kind"));
        Assert.Equal("ZeroDivisionError", Text(failure, "type"));
        Assert.Equal("division by zero", Text(failure, "message"));
        var traceback = Text(failure, "traceback");
        Assert.Contains("return 1 / x  # here", traceback, StringComparison.Ordinal);
        Assert.Contains("in f", traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("worker.py", traceback, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raise ValueError('a\\ud800b')", "UserException", "ValueError")]
    [InlineData("raise KeyboardInterrupt", "UserException", "KeyboardInterrupt")]
    [InlineData("raise MemoryError", "UserException", "MemoryError")]
    [InlineData("f()", "UserException", "RecursionError")]
    [InlineData("return {f}", "ResultNotSerializable", "set")]
    [InlineData("return 'x' * 200000", "ResultTooLarge", null)]
    [InlineData("import sys; sys.exit(3)", "UserExit", "SystemExit")]
    [InlineData("return f(1)", "UserException", "TypeError")]
    public async Task Call_ThatFails_IsTypedAndTheWorkerGoesOn(string statement, string kind, string? type)
    {
        var failure = await _worker.FailureAsync($"def f():\n    {statement}");

        Assert.Equal(kind, Text(failure, "kind"));
        Assert.Equal(type, failure.TryGetProperty("type", out var t) ? t.GetString() : null);
        Assert.Equal("11\n1", await _worker.ValueAsync("def f(): return 1"));
    }

    [Fact]
    public async Task Call_InfiniteRecursion_HasAShortTraceback()
    {
        var failure = await _worker.FailureAsync("def f(): return g()\ndef g(): return h()\ndef h(): return f()");

        Assert.InRange(Text(failure, "traceback").Length, 100, 33_000);
    }

    [Theory]
    [InlineData("None", 0)]
    [InlineData("7", 7)]
    [InlineData("'text'", 1)]
    public async Task Call_SysExit_CarriesTheCode(string argument, int code) =>
        Assert.Equal(code, (await _worker.FailureAsync($"import sys\ndef f(): sys.exit({argument})")).GetProperty("exit_code").GetInt32());

    [Fact]
    public async Task Call_ResultTooLarge_NamesSizeAndLimit()
    {
        var failure = await _worker.FailureAsync("def f(): return 'x' * 100000");

        Assert.Equal(100_005, failure.GetProperty("size").GetInt32());
        Assert.Equal(100_000, failure.GetProperty("limit").GetInt32());
    }

    [Theory]
    [InlineData("", "PayloadMalformed")]
    [InlineData("5\n11\n[]", "PayloadMalformed")]
    [InlineData("5\n11\n[]5\n11\n[]", "PayloadMalformed")]
    [InlineData("5\n11\n{}5\n11\n{}", "PayloadMalformed")]
    [InlineData("6\n11\n[x5\n11\n{}", "PayloadMalformed")]
    [InlineData("-1\n", "PayloadMalformed")]
    [InlineData("99999999999\n11\n[]", "PayloadMalformed")]
    [InlineData("5\n00\n!!5\n11\n{}", "PayloadMalformed")]
    [InlineData("5\nzz\n[]5\n11\n{}", "PayloadMalformed")]
    public async Task Call_BadPayload_IsPayloadMalformed(string payload, string kind)
    {
        var result = await _worker.CallAsync(RunningWorker.Source("def f(): return 1"), payload);

        Assert.False(result.IsSuccess);
        Assert.Equal(kind, Text(JsonDocument.Parse(result.Body).RootElement, "kind"));
    }

    [Theory]
    [InlineData("st\nf", "FunctionMalformed")]
    [InlineData("st\nf:def f(:", "FunctionMalformed")]
    [InlineData("st\nf:f = 3", "FunctionMalformed")]
    [InlineData("st\nf:raise SystemExit(3)", "FunctionMalformed")]
    [InlineData("st\nf:def g(): pass", "EntryPointMissing")]
    [InlineData("st\nf:import no_such_module", "EnvironmentMismatch")]
    [InlineData("01\n!", "FunctionMalformed")]
    [InlineData("zz\n!", "FunctionMalformed")]
    public async Task Call_BadFunction_IsTyped(string buffer, string kind)
    {
        var result = await _worker.CallAsync(RunningWorker.Pack(buffer), RunningWorker.Json("[]"));

        Assert.False(result.IsSuccess);
        Assert.Equal(kind, Text(JsonDocument.Parse(result.Body).RootElement, "kind"));
        Assert.Equal("11\n1", await _worker.ValueAsync("def f(): return 1"));
    }

    [Fact]
    public async Task Call_WithoutDill_SaysWhatToInstall()
    {
        Directory.CreateDirectory(Path.Combine(_worker.Scratch, "bare", "dill"));
        await File.WriteAllTextAsync(Path.Combine(_worker.Scratch, "bare", "dill", "__init__.py"), "raise ImportError('not here')");
        using var bare = RunningWorker.Python(new() { ["PYTHONPATH"] = Path.Combine(_worker.Scratch, "bare") });

        var failure = await bare.FailureAsync("class P: pass\ndef f(): return P()", formats: "00");

        Assert.Equal("EnvironmentMismatch", Text(failure, "kind"));
        Assert.Contains("install python3-dill", Text(failure, "hint"), StringComparison.Ordinal);
        Assert.Equal("00\ngARLAy4=\n", await bare.ValueAsync("def f(): return 3", formats: "00"));
    }

    [Fact]
    public async Task Call_HardExit_DeathIsReportedWithTheCode()
    {
        await _worker.ReadyAsync();
        _worker.Send(RunningWorker.Source("import os\ndef f(): os._exit(9)"), RunningWorker.Json("[]"));

        Assert.Equal(9, (await _worker.ExitAsync()).ExitCode);
        Assert.False(_worker.TryNext(out _));
    }

    [Fact]
    public async Task Kill_WhileRunning_ResultsBeforeItAreDelivered()
    {
        _worker.Send(RunningWorker.Source("def f(): return 1"), RunningWorker.Json("[]"));
        _worker.Send(RunningWorker.Source("import os\ndef f(): os.kill(os.getpid(), 9)"), RunningWorker.Json("[]"));
        _worker.Send(RunningWorker.Source("def f(): return 3"), RunningWorker.Json("[]"));

        Assert.Equal(137, (await _worker.ExitAsync()).ExitCode);
        Assert.Equal(1ul, (await _worker.NextAsync()).Nonce);
        Assert.False(_worker.TryNext(out _));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
