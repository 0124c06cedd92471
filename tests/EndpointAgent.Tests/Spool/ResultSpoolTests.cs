using FuncX.Actors.EndpointAgent.Spool;
using FuncX.Actors.EndpointAgent.Tests.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.EndpointAgent.Tests.Spool;

[Trait("Category", "Integration")]
public sealed class ResultSpoolTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("funcx-spool");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Open_AfterKill_HasWhatWasFlushed()
    {
        var outcome = Outcome(Id(), "value") with { Stdout = "out", StartedAt = DateTimeOffset.UnixEpoch.AddDays(1), Worker = "w1" };
        var failed = Outcome(Id(), null) with
        {
            Failure = new() { Kind = TaskFailureKind.UserExit, Message = "m", Hint = "h", Traceback = "t", ExitCode = 3, Attempt = 2, Host = "x", RemoteType = "SystemExit" },
        };
        var start = new SpooledStart(Id(), 2, DateTimeOffset.UnixEpoch.AddDays(2), "w2");
        var settled = new SpooledStart(Id(), 1, DateTimeOffset.UnixEpoch, "w1");
        var spool = Open(); // never closed: the agent is killed
        spool.NoteTold();
        spool.AddStart(start);
        spool.AddStart(settled);
        spool.AddOutcome(outcome);
        spool.AddOutcome(failed);
        spool.Settle([settled.Task]);
        spool.Flush();

        using var again = Open();

        Assert.Equal([Text(outcome), Text(failed)], again.Outcomes.Select(Text));
        Assert.Equal([start], again.Starts);
        Assert.True(again.IsComplete);
    }

    [Fact]
    public void Open_EmptyFolder_IsNotComplete()
    {
        using var spool = Open();
        Assert.False(spool.IsComplete);
    }

    [Theory]
    [InlineData(true, "other boot", true)]
    [InlineData(false, "other boot", false)]
    [InlineData(false, "this boot", true)]
    public void Open_AfterAnotherBoot_IsCompleteOnlyIfItWasClosed(bool isClosed, string boot, bool expected)
    {
        var first = Open(o => o with { BootId = "this boot" });
        first.NoteTold();
        first.AddStart(new(Id(), 1, DateTimeOffset.UnixEpoch, "w"));
        first.Flush();
        if (isClosed)
            first.Dispose();

        using var again = Open(o => o with { BootId = boot });

        Assert.Equal(expected, again.IsComplete);
        Assert.Single(again.Starts);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Open_AfterAStartThatCouldNotBeWritten_IsCompleteOnlyIfItWasWrittenLater(bool recovers, bool expected)
    {
        var isFull = false;
        var spool = Open(o => o with
        {
            Write = (file, bytes, offset) =>
            {
                if (isFull)
                    throw new IOException("No space left on device");
                RandomAccess.Write(file, bytes, offset);
            },
        });
        spool.NoteTold();
        spool.AddStart(new(Id(), 1, DateTimeOffset.UnixEpoch, "w"));
        Assert.True(spool.Flush());
        isFull = true;
        spool.AddStart(new(Id(), 1, DateTimeOffset.UnixEpoch, "w"));
        Assert.False(spool.Flush());
        if (recovers)
        {
            isFull = false;
            Assert.True(spool.Flush());
        }

        using var again = Open();

        Assert.Equal(expected, again.IsComplete);
        Assert.Equal(recovers ? 2 : 1, again.Starts.Count);
    }

    [Fact]
    public void Open_ServiceNeverHeardOfTheGap_IsStillNotComplete()
    {
        Open(); // nothing known, killed before it attached
        using var again = Open();
        Assert.False(again.IsComplete);
    }

    [Fact]
    public void Flush_FullDisk_SaysSoAndLosesNothingWhenItWorksAgain()
    {
        var isFull = false;
        var spool = Open(o => o with
        {
            Write = (file, bytes, offset) =>
            {
                if (!isFull)
                {
                    RandomAccess.Write(file, bytes, offset);
                    return;
                }
                RandomAccess.Write(file, bytes[..(bytes.Length / 2)], offset);
                throw new IOException("No space left on device");
            },
        });
        isFull = true;
        var ids = Enumerable.Range(0, 5).Select(_ => Id()).ToArray();
        foreach (var id in ids)
        {
            spool.AddOutcome(Outcome(id, "v"));
            spool.Flush();
        }
        Assert.Contains("No space left", spool.Problem, StringComparison.Ordinal);

        isFull = false;
        spool.Flush();

        Assert.Null(spool.Problem);
        using var again = Open();
        Assert.Equal(ids, again.Outcomes.Select(o => o.Task));
    }

    [Fact]
    public void Settle_AsFastAsAdded_KeepsTheFolderSmallDespiteOneLongTask()
    {
        using var spool = Open(o => o with { SegmentBytes = 2_000, MaxSegments = 3 });
        var start = new SpooledStart(Id(), 1, DateTimeOffset.UnixEpoch, "w");
        spool.AddStart(start);
        for (var i = 0; i < 500; i++)
        {
            var id = Id();
            spool.AddOutcome(Outcome(id, new string('x', 100)));
            spool.Settle([id]);
            spool.Flush();
            Assert.InRange(_directory.GetFiles().Length, 1, 5);
        }

        Assert.Equal([start], spool.Starts);
        Assert.InRange(spool.Bytes, 1, 12_000);
    }

    [Fact]
    public void Problem_OverTheLimit_NamesIt()
    {
        using var spool = Open(o => o with { MaxBytes = 1_000 });
        spool.AddOutcome(Outcome(Id(), new string('x', 2_000)));
        Assert.Contains("limit", spool.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterRandomWorkAndATornTail_HoldsAPrefixOfIt() => Property.Check(30, random =>
    {
        var directory = Directory.CreateDirectory(Path.Combine(_directory.FullName, Guid.NewGuid().ToString("N")));
        var synced = 0; // what a new segment begins with is synced before older ones are deleted
        ResultSpool Start() => Open(o => o with
        {
            Directory = directory.FullName,
            SegmentBytes = 600,
            MaxSegments = random.Next(1, 4),
            Write = (file, bytes, offset) =>
            {
                synced = offset == 0 ? bytes.Length : synced;
                RandomAccess.Write(file, bytes, offset);
            },
        });
        var spool = Start();
        SortedDictionary<Guid, string> model = [];
        List<string> states = ["" /* nothing */];
        for (var step = 0; step < 60; step++)
        {
            var known = model.Keys.Select(TaskId.From).ToList();
            switch (random.Next(6))
            {
                case 0 or 1:
                    var start = new SpooledStart(Id(), random.Next(1, 4), DateTimeOffset.UnixEpoch.AddTicks(random.Next()), "w" + step);
                    spool.AddStart(start);
                    model[start.Task.Value] = start.ToString();
                    break;
                case 2 or 3:
                    var outcome = Outcome(known.Count > 0 && random.Next(2) == 0 ? known[random.Next(known.Count)] : Id(), random.Next(3) == 0 ? null : new string('é', random.Next(100)));
                    spool.AddOutcome(outcome);
                    model[outcome.Task.Value] = Text(outcome);
                    break;
                case 4 when known.Count > 0:
                    spool.Settle([known[random.Next(known.Count)] is var gone && model.Remove(gone.Value) ? gone : gone]);
                    break;
                default:
                    if (random.Next(5) == 0)
                    {
                        spool.Flush();
                        spool = Start(); // the one before was killed
                        Assert.Equal(State(model), State(spool));
                    }
                    break;
            }
            states.Add(State(model));
            spool.Flush();
        }
        var last = directory.GetFiles().MaxBy(f => f.Name)!;
        using (var file = last.Open(FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(random.Next(synced, (int)file.Length + 1));

        using var again = Start();

        Assert.Contains(State(again), states);
    });

    private static TaskId Id() => TaskId.From(Guid.CreateVersion7());

    private static OutcomeReport Outcome(TaskId id, string? value) => new() { Task = id, Attempt = 1, Result = value is null ? null : System.Text.Encoding.UTF8.GetBytes(value) };

    private static string Text(OutcomeReport o) => $"{o with { Result = null }} {Convert.ToHexString(o.Result ?? [])} {o.Result is null}";

    private static string State(SortedDictionary<Guid, string> model) => string.Join('\n', model.Values);

    private static string State(ResultSpool spool) =>
        string.Join('\n', spool.Starts.Select(s => (s.Task, Text: s.ToString())).Concat(spool.Outcomes.Select(o => (o.Task, Text: Text(o)))).OrderBy(e => e.Task.Value).Select(e => e.Text));

    private ResultSpool Open(Func<SpoolOptions, SpoolOptions>? change = null)
    {
        var options = new SpoolOptions { Directory = _directory.FullName };
        return ResultSpool.Open(change?.Invoke(options) ?? options, NullLogger.Instance);
    }
}
