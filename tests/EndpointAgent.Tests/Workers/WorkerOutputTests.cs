using System.Text;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Integration")]
public sealed class WorkerOutputTests : IDisposable
{
    private readonly RunningWorker _worker = RunningWorker.Python();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task Print_ByPythonAndByChildren_ComesWithItsOwnTask()
    {
        var loud = await _worker.RunAsync("import sys, os\ndef f():\n    print('é out')\n    print('err', file=sys.stderr)\n    os.system('echo child; echo woe >&2')\n    os.write(1, b'raw')");
        var quiet = await _worker.RunAsync("def f(): pass");

        Assert.Equal("é out\nchild\nraw", Encoding.UTF8.GetString(loud.Stdout));
        Assert.Equal("err\nwoe\n", Encoding.UTF8.GetString(loud.Stderr));
        Assert.Empty(quiet.Stdout);
        Assert.Empty(quiet.Stderr);
    }

    [Theory]
    [InlineData("print('a' * 5000 + 'z', end='')")]
    [InlineData("for i in range(5000): print('a', end='')\n    print('z', end='')")]
    [InlineData("import os; os.write(1, b'a' * 5000 + b'z')")]
    public async Task Print_OverTheLimit_KeepsTheTailAndSaysSo(string statement)
    {
        var result = await _worker.RunAsync($"def f():\n    {statement}");

        Assert.True(result.IsStdoutCut);
        Assert.False(result.IsStderrCut);
        Assert.Equal(1000, result.Stdout.Length);
        Assert.Equal((byte)'z', result.Stdout[^1]);
    }

    [Theory]
    [InlineData("import sys; sys.stdout = None")]
    [InlineData("import sys; sys.stdout.close(); sys.stderr.close()")]
    [InlineData("import sys, io; sys.stdout = io.StringIO()")]
    [InlineData("import os; os.close(1); os.close(2)")]
    [InlineData("import os; os.close(0); os.closerange(3, 100)")]
    [InlineData("import os; os.dup2(os.pipe()[1], 1)")]
    [InlineData("import os; os.chdir('/')")]
    [InlineData("import os; os.write(1, bytes(range(256)))")]
    [InlineData("import sys; sys.stdin.read()")]
    [InlineData("import sys; sys.stdin.close()")]
    [InlineData("import sys; sys.stdin = None")]
    public async Task Call_ThatBreaksItsSurroundings_DoesNotDisturbTheNext(string statement)
    {
        await _worker.RunAsync($"def f():\n    {statement}");
        var next = await _worker.RunAsync("import os, sys\ndef f():\n    assert sys.stdin.read() == ''\n    print('here', flush=True)\n    os.system('echo child')\n    return os.getcwd()");

        Assert.Equal("here\nchild\n", Encoding.UTF8.GetString(next.Stdout));
        Assert.Equal($"11\n\"{_worker.Scratch}\"", Encoding.UTF8.GetString(next.Body));
    }

    [Fact]
    public async Task Fork_ChildThatReturns_DoesNotAnswer()
    {
        var value = await _worker.ValueAsync("import os\ndef f():\n    if os.fork() == 0: return 'child'\n    os.wait()\n    return 'parent'");

        Assert.Equal("11\n\"parent\"", value);
        Assert.Equal("11\n1", await _worker.ValueAsync("def f(): return 1"));
        Assert.False(_worker.TryNext(out _));
    }

    [Fact]
    public async Task ClosedPipe_WhileATaskRuns_EndsTheWorker()
    {
        var (input, output) = (Path.Combine(_worker.Scratch, "in"), Path.Combine(_worker.Scratch, "out"));
        // The shell stands for the agent: it waits for the hello, then closes the pipe, as the end of the agent would.
        using var shell = RunningWorker.Shell(
            $"mkfifo {input} {output}; /usr/bin/python3 {EndpointAgent.Workers.WorkerLaunch.DefaultScript} < {input} > {output} & " +
            $"exec 3> {input} 4< {output}; dd bs=5 count=1 <&4 >/dev/null 2>&1; exec 3>&-; wait; exit 42");

        Assert.Equal(42, (await shell.ExitAsync()).ExitCode);
    }
}
