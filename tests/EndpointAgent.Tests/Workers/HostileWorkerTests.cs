namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Integration")]
public sealed class HostileWorkerTests
{
    [Theory]
    [InlineData("head -c 100000 /dev/urandom; sleep 100", "frame")]
    [InlineData("printf '\\377\\377\\377\\177\\202'; sleep 100", "2147483647 bytes")]
    [InlineData("printf '\\0\\0\\0\\0'; sleep 100", "a frame of 0 bytes")]
    [InlineData("printf '\\002\\0\\0\\0\\202x'; sleep 100", "first frame")]
    [InlineData("printf '\\003\\0\\0\\0\\201{}'; sleep 100", "hello")]
    [InlineData("printf '\\100\\0\\0\\0\\201'", "exit code 0")]
    [InlineData("echo broken >&2; exit 3", "exit code 3: broken")]
    public async Task Exit_ProgramThatBreaksTheProtocol_IsKilledAndNamed(string script, string expected)
    {
        using var worker = RunningWorker.Shell(script);

        var exit = await worker.ExitAsync();

        Assert.Contains(expected, exit.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_InterpreterMissing_Throws() =>
        Assert.ThrowsAny<Exception>(() => EndpointAgent.Workers.WorkerProcess.Start(1, new() { Interpreter = "/no/such/python", Arguments = [], Environment = new Dictionary<string, string>(), Directory = "/" }, new Silent()));

    private sealed class Silent : EndpointAgent.Workers.IWorkerEvents
    {
        public void OnReady(int worker, EndpointAgent.Workers.WorkerHello hello)
        {
        }

        public void OnResults(int worker, IReadOnlyList<EndpointAgent.Workers.WorkerResult> results)
        {
        }

        public void OnExited(int worker, EndpointAgent.Workers.WorkerExit exit)
        {
        }
    }
}
