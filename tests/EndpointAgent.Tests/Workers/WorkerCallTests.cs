using System.Text;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Integration")]
public sealed class WorkerCallTests : IDisposable
{
    private readonly RunningWorker _worker = RunningWorker.Python();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task Hello_RealInterpreter_NamesVersionsAndProcess()
    {
        var hello = await _worker.ReadyAsync();

        Assert.Equal(_worker.Process.ProcessId, hello.ProcessId);
        Assert.StartsWith("3.", hello.Python, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d", hello.Dill);
    }

    [Theory]
    [InlineData("def f(): return 'Hello World!'", "[]", "11\n\"Hello World!\"")]
    [InlineData("def f(x): return sum(x)", "[[1,2,3,4,5]]", "11\n15")]
    [InlineData("def f(x): return x*x+1", " [ 7 ] ", "11\n50")]
    [InlineData("def f(x): return x", "[null]", "11\nnull")]
    [InlineData("def f(x): return x", "[true]", "11\ntrue")]
    [InlineData("def f(x): return 2**x", "[80]", "11\n1208925819614629174706176")]
    [InlineData("def f(x): return x", "[\"é😀\"]", "11\n\"\\u00e9\\ud83d\\ude00\"")]
    [InlineData("def f(x): return {'a': (x, 1.5)}", "[\"q\"]", "11\n{\"a\": [\"q\", 1.5]}")]
    public async Task Call_SourceAndJson_ReturnsValue(string source, string arguments, string expected) =>
        Assert.Equal(expected, await _worker.ValueAsync(source, arguments));

    [Fact]
    public async Task Call_GoldenTaskBuffer_ReturnsSum()
    {
        var result = await _worker.CallAsync("41\nst\nadd:def add(a, b=1):\n    return a + b\n", "6\n11\n[1]11\n11\n{\"b\": 2}");

        Assert.Equal("11\n3", Encoding.UTF8.GetString(result.Body));
    }

    [Theory]
    [InlineData("28\n00\ngASVBQAAAAAAAABLAoWULg==\n32\n00\ngASVCgAAAAAAAAB9lIwBYpRLA3Mu\n", "00\ngARLBS4=\n")]
    [InlineData("17\n13\n6\n11\n[1]4\n00\n?11\n11\n{\"b\": 2}", "00\ngARLAy4=\n")]
    public async Task Call_GoldenPickles_ReturnsPickle(string payload, string expected)
    {
        var result = await _worker.CallAsync("41\nst\nadd:def add(a, b=1):\n    return a + b\n", payload, "00");

        Assert.Equal(expected, Encoding.UTF8.GetString(result.Body));
    }

    [Theory]
    [InlineData("None", "00", "00\ngAROLg==\n")]
    [InlineData("(1, 'x')", "00", "00\ngASVCQAAAAAAAABLAYwBeJSGlC4=\n")]
    [InlineData("(1, 'x')", "11", "11\n[1, \"x\"]")]
    [InlineData("(1, 'x')", "13", "13\n11\n11\n[1, \"x\"]32\n00\ngASVCQAAAAAAAABLAYwBeJSGlC4=\n")]
    [InlineData("{1}", "1100", "00\n")]
    [InlineData("3", "", "00\ngARLAy4=\n")]
    public async Task Call_WantedFormats_FirstThatFitsIsUsed(string value, string formats, string expected) =>
        Assert.StartsWith(expected, await _worker.ValueAsync($"def f(): return {value}", formats: formats), StringComparison.Ordinal);

    [Fact]
    public async Task Call_DillFunctionAndClosure_RoundTripsThroughWorker()
    {
        var made = await _worker.ValueAsync("def f():\n    k = 5\n    def g(x): return x + k\n    return g", formats: "01");
        var result = await _worker.CallAsync(RunningWorker.Pack(made), RunningWorker.Json("[1]"));

        Assert.Equal("11\n6", Encoding.UTF8.GetString(result.Body));
    }

    [Theory]
    [InlineData("03")]
    [InlineData("04")]
    public async Task Call_DillSourceFormats_AreRead(string format)
    {
        var pair = await _worker.ValueAsync("def f(): return ('h', 'def h(x):\\n    return x + 2\\n')", formats: "00");
        var result = await _worker.CallAsync(RunningWorker.Pack(format + pair[2..]), RunningWorker.Json("[1]"));

        Assert.Equal("11\n3", Encoding.UTF8.GetString(result.Body));
    }

    [Fact]
    public async Task Call_CombinedFormats_FirstThatLoadsWins()
    {
        var pair = await _worker.ValueAsync("def f(): return ('h', 'def h(x):\\n    return x + 2\\n')", formats: "00");
        var ten = await _worker.CallAsync(RunningWorker.Pack("10\n01\n:rubbish:04" + pair[2..3] + ":" + pair[3..]), RunningWorker.Json("[1]"));
        var twelve = await _worker.CallAsync(RunningWorker.Pack("12\n" + RunningWorker.Pack("st\nnothing", "st\nh:def h(x): return x + 3")), RunningWorker.Json("[1]"));

        Assert.Equal("11\n3", Encoding.UTF8.GetString(ten.Body));
        Assert.Equal("11\n4", Encoding.UTF8.GetString(twelve.Body));
    }

    [Fact]
    public async Task Call_RunesOutsideTheBasicPlane_AreCountedAsOne()
    {
        var code = RunningWorker.Source("def f(x='é😀'):\n    return x + '😀'");
        var result = await _worker.CallAsync(code, RunningWorker.Pack("11\n[\"😀é\"]", "11\n{}"), "00");

        Assert.True(result.IsSuccess, Encoding.UTF8.GetString(result.Body));
    }

    [Fact]
    public async Task Call_InstanceOfLocalClass_TravelsByValue()
    {
        var made = await _worker.ValueAsync("class P:\n    def __init__(s): s.v = 4\ndef f(): return P()", formats: "00");
        var result = await _worker.CallAsync(RunningWorker.Source("def f(p): return p.v"), RunningWorker.Pack(await Tuple(made), "11\n{}"));

        Assert.Equal("11\n4", Encoding.UTF8.GetString(result.Body));
    }

    [Fact]
    public async Task Call_EnvironmentOfTheTask_NamesIt()
    {
        const string id = "018f6e2a-0000-7000-8000-0123456789ab";
        _worker.Send(RunningWorker.Source("import os, subprocess\ndef f(): return [os.environ['GC_TASK_UUID'], subprocess.run('echo $GC_TASK_UUID', shell=True, capture_output=True, text=True).stdout.strip(), sorted(os.environ)]"), RunningWorker.Json("[]"), task: id);

        var text = Encoding.UTF8.GetString((await _worker.NextAsync()).Body);
        Assert.Equal(2, text.Split(id).Length - 1);
        Assert.DoesNotContain("DOTNET", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ManyPipelined_AnswersInOrder()
    {
        const int count = 2_000;
        var code = RunningWorker.Source("def f(i): return i*i + 1");
        for (var i = 0; i < count; i++)
            _worker.Send(code, RunningWorker.Json($"[{i}]"), sendsFunction: i == 0);

        for (var i = 0; i < count; i++)
        {
            var result = await _worker.NextAsync();
            Assert.Equal((ulong)(i + 1), result.Nonce);
            Assert.Equal($"11\n{(long)i * i + 1}", Encoding.UTF8.GetString(result.Body));
            Assert.True(result.EndedNanoseconds >= result.StartedNanoseconds);
        }
    }

    [Fact]
    public async Task Call_LargeArguments_ArriveWhole() =>
        Assert.Equal("11\n3000000", await _worker.ValueAsync("def f(s): return len(s)", $"[\"{new string('x', 3_000_000)}\"]"));

    private async Task<string> Tuple(string pickled)
    {
        var code = "def f(text):\n    import dill, base64\n    return (dill.loads(base64.b64decode(text)),)";
        var made = await _worker.CallAsync(RunningWorker.Source(code), RunningWorker.Json($"[{System.Text.Json.JsonSerializer.Serialize(pickled[3..])}]"), "00");
        return Encoding.UTF8.GetString(made.Body);
    }
}
