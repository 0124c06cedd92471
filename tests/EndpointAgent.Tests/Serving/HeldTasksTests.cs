using FuncX.Actors.EndpointAgent.Serving;
using FuncX.Actors.EndpointAgent.Spool;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.EndpointAgent.Tests.Serving;

[Trait("Category", "Integration")]
public sealed class HeldTasksTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("funcx-held");
    private readonly ResultSpool _spool;

    public HeldTasksTests() => _spool = ResultSpool.Open(new() { Directory = _folder.FullName }, NullLogger.Instance);

    public void Dispose()
    {
        _spool.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void TakeReport_SpooledResultOverAMessage_IsATypedFailureWithSizeAndLimit()
    {
        var large = new OutcomeReport { Task = TaskId.From(Guid.CreateVersion7()), Attempt = 2, Result = new byte[40 << 20], Stdout = "said", Worker = "here/1" };
        _spool.AddOutcome(large);
        var held = Held();

        var reported = Assert.Single(held.TakeReport()!.Outcomes);

        Assert.Equal((large.Task, 2, "said", "here/1"), (reported.Task, reported.Attempt, reported.Stdout, reported.Worker));
        Assert.Null(reported.Result);
        Assert.Equal((TaskFailureKind.ResultTooLarge, 2), (reported.Failure!.Kind, reported.Failure.Attempt));
        Assert.Contains($"{40 << 20}", reported.Failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{31 << 20}", reported.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakeReport_OutputOverAMessage_IsCutAndTheResultKept()
    {
        _spool.AddOutcome(new() { Task = TaskId.From(Guid.CreateVersion7()), Attempt = 1, Result = [1, 2], Stdout = new string('\uFFFD', 16 << 20) + "end" });

        var reported = Assert.Single(Held().TakeReport()!.Outcomes);

        Assert.Equal([1, 2], reported.Result);
        Assert.StartsWith("[... the beginning was cut off ...]", reported.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("end", reported.Stdout, StringComparison.Ordinal);
        Assert.InRange(reported.Stdout!.Length, 1_000, 1 << 20);
    }

    [Fact]
    public void TakeReport_LargeOutcomeAmongOthers_TravelsAlone()
    {
        OutcomeReport[] outcomes = [Outcome(20 << 20), Outcome(10)];
        foreach (var outcome in outcomes)
            _spool.AddOutcome(outcome);
        _spool.AddStart(new(TaskId.From(Guid.CreateVersion7()), 1, DateTimeOffset.UnixEpoch, "w"));
        var held = Held();

        var reports = Enumerable.Range(0, 2).Select(_ => held.TakeReport()!).ToArray();

        Assert.Equal([outcomes[0].Task], reports.Single(r => r.Outcomes.Any(o => o.Result!.Length > 10)).Outcomes.Select(o => o.Task));
        Assert.All(reports.Where(r => r.Lost.Length > 0), r => Assert.All(r.Outcomes, o => Assert.Equal(10, o.Result!.Length)));
        Assert.Equal(1, reports.Sum(r => r.Lost.Length));
    }

    private static OutcomeReport Outcome(int bytes) => new() { Task = TaskId.From(Guid.CreateVersion7()), Attempt = 1, Result = new byte[bytes] };

    private HeldTasks Held() => new(new() { Workers = 1, Prefetch = 1, Host = "here" }, _spool, TimeProvider.System);
}
