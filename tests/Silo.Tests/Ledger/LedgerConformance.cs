using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>What every task ledger promises: tasks, outcomes and attempts are inserted once. Inherited by each implementation.</summary>
public abstract class LedgerConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The ledger under test; it may hold rows of other tests.</summary>
    protected abstract Task<ITaskLedger> LedgerAsync();

    [Fact]
    public async Task InsertTasks_New_AreReadBackWhole()
    {
        var ledger = await LedgerAsync();
        var endpoint = EndpointId.New();
        var full = TestRows.Task(endpoint, group: GroupId.New(), payload: [0, 1, 255], priority: 2);
        full = full with
        {
            Inbox = "inbox-1",
            Spec = full.Spec with { AtMostOnce = true, WallTime = TimeSpan.FromSeconds(90), TimeToLive = TimeSpan.FromHours(3), ResultSerializer = "11,00" },
        };
        var plain = TestRows.Task(endpoint);

        var verdicts = await ledger.InsertTasksAsync([full, plain]);

        Assert.All(verdicts, verdict => Assert.Equal(TaskVerdictKind.Inserted, verdict.Kind));
        var read = (await ledger.ReadTasksAsync([full.Spec.Id, plain.Spec.Id, TaskId.New()], Cancel)).ToDictionary(row => row.Spec.Id);
        Assert.Equal(2, read.Count);
        AssertSame(full with { Sequence = verdicts[0].Sequence }, read[full.Spec.Id]);
        AssertSame(plain with { Sequence = verdicts[1].Sequence }, read[plain.Spec.Id]);
    }

    [Fact]
    public async Task InsertTasks_Repeated_AreDuplicatesWithTheirSequence()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New());
        var first = (await ledger.InsertTasksAsync([task])).Single();

        var again = await ledger.InsertTasksAsync([task with { SubmittedAt = task.SubmittedAt.AddSeconds(5) }]);

        Assert.Equal([new TaskVerdict(TaskVerdictKind.Duplicate, first.Sequence)], again);
    }

    [Fact]
    public async Task InsertTasks_TwinsInOneCall_OneIsInserted()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New());

        var verdicts = await ledger.InsertTasksAsync([task, task]);

        Assert.Equal([TaskVerdictKind.Inserted, TaskVerdictKind.Duplicate], verdicts.Select(verdict => verdict.Kind).Order());
        Assert.Equal(verdicts[0].Sequence, verdicts[1].Sequence);
    }

    [Fact]
    public async Task InsertTasks_SameIdOtherOwnerOrSpec_IsConflict()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New());
        await ledger.InsertTasksAsync([task]);

        var verdicts = await ledger.InsertTasksAsync([task with { User = "eve" }]);
        var other = await ledger.InsertTasksAsync([task with { SpecHash = new byte[32] }]);

        Assert.Equal(TaskVerdictKind.Conflict, verdicts.Single().Kind);
        Assert.Equal(TaskVerdictKind.Conflict, other.Single().Kind);
        Assert.Equal("ada", (await ledger.ReadTasksAsync([task.Spec.Id], Cancel)).Single().User);
    }

    [Fact]
    public async Task InsertTasks_ManyInOneCall_SequencesFollowTheIds()
    {
        var ledger = await LedgerAsync();
        var endpoint = EndpointId.New();
        var tasks = Enumerable.Range(0, 3_000).Select(_ => TestRows.Task(endpoint)).OrderBy(task => task.Spec.Id.Value).ToArray();

        var verdicts = await ledger.InsertTasksAsync(tasks);

        Assert.All(verdicts, verdict => Assert.Equal(TaskVerdictKind.Inserted, verdict.Kind));
        Assert.Equal(verdicts.Select(verdict => verdict.Sequence).Order(), verdicts.Select(verdict => verdict.Sequence));
    }

    [Fact]
    public async Task InsertOutcomes_Second_IsNotFirstAndChangesNothing()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New());
        await ledger.InsertTasksAsync([task]);

        var first = await ledger.InsertOutcomesAsync([TestRows.Outcome(task, TaskState.Cancelled)]);
        var second = await ledger.InsertOutcomesAsync([TestRows.Outcome(task, result: [9])]);

        Assert.Equal([new OutcomeVerdict(true, TaskState.Cancelled)], first);
        Assert.Equal([new OutcomeVerdict(false, TaskState.Cancelled)], second);
        Assert.Equal(TaskState.Cancelled, (await ledger.ReadOutcomesAsync([task.Spec.Id], Cancel)).Single().Outcome.State);
    }

    [Fact]
    public async Task InsertOutcomes_FromManyAtOnce_ExactlyOneIsFirst()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New());
        await ledger.InsertTasksAsync([task]);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ledger.InsertOutcomesAsync([TestRows.Outcome(task, i % 2 == 0 ? TaskState.Success : TaskState.Failed)])));

        var all = verdicts.SelectMany(verdict => verdict).ToList();
        var winner = Assert.Single(all, verdict => verdict.IsFirst);
        Assert.All(all, verdict => Assert.Equal(winner.State, verdict.State));
    }

    [Fact]
    public async Task InsertOutcomes_AllFields_AreReadBack()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New(), group: GroupId.New());
        var row = TestRows.Outcome(task, TaskState.Failed);
        var failure = new TaskFailure
        {
            Kind = TaskFailureKind.UserException,
            Message = "division by zero",
            Hint = "look",
            RemoteType = "ZeroDivisionError",
            Traceback = "line 1\n  \"quoted\" \\u0000 ü",
            Host = "node1",
            ExitCode = 3,
            Attempt = 2,
        };
        row = row with
        {
            Outcome = row.Outcome with { Failure = failure, Stdout = "a\0b\r\n€", Stderr = "", StartedAt = TestRows.Now.AddSeconds(1), EndedAt = TestRows.Now.AddSeconds(2), Attempts = 2, Host = "node1" },
        };
        await ledger.InsertTasksAsync([task]);

        await ledger.InsertOutcomesAsync([row]);

        Assert.Equal([row], await ledger.ReadOutcomesAsync([task.Spec.Id, TaskId.New()], Cancel));
    }

    [Fact]
    public async Task InsertAttempts_Repeated_IsNotNew()
    {
        var ledger = await LedgerAsync();
        var task = TestRows.Task(EndpointId.New());
        var handed = TestRows.Attempt(task, AttemptEvent.HandedOut);
        var lost = TestRows.Attempt(task, AttemptEvent.Lost);
        lost = lost with { Info = lost.Info with { Reason = "gone", ExitCode = 137 } };

        var first = await ledger.InsertAttemptsAsync([handed]);
        var mixed = await ledger.InsertAttemptsAsync([lost, handed with { Info = handed.Info with { At = TestRows.Now.AddSeconds(1) } }]);
        var next = await ledger.InsertAttemptsAsync([TestRows.Attempt(task, AttemptEvent.HandedOut, number: 2)]);

        Assert.Equal<bool>([true, true, false, true], [.. first, .. mixed, .. next]);
        Assert.Equal([handed, lost, TestRows.Attempt(task, AttemptEvent.HandedOut, number: 2)], await ledger.ReadAttemptsAsync([task.Spec.Id], Cancel));
    }

    [Fact]
    public async Task Inserts_OfNothing_AnswerNothing()
    {
        var ledger = await LedgerAsync();

        Assert.Empty(await ledger.InsertTasksAsync([]));
        Assert.Empty(await ledger.InsertOutcomesAsync([]));
        Assert.Empty(await ledger.InsertAttemptsAsync([]));
        Assert.Empty(await ledger.ReadTasksAsync([], Cancel));
    }

    private static void AssertSame(TaskRecord expected, TaskRecord actual)
    {
        Assert.Equal(expected.Spec.Payload, actual.Spec.Payload);
        Assert.Equal(expected.SpecHash, actual.SpecHash);
        Assert.Equal(expected with { SpecHash = actual.SpecHash, Spec = expected.Spec with { Payload = actual.Spec.Payload } }, actual);
    }
}
