using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>What every task ledger promises of its reads. Inherited by each implementation.</summary>
public abstract class LedgerReadConformance
{
    private readonly EndpointId _endpoint = EndpointId.New();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The ledger under test; it may hold rows of other tests.</summary>
    protected abstract Task<ITaskLedger> LedgerAsync();

    [Fact]
    public async Task ReadQueue_EndedAndStartedTasks_AreLeftOut()
    {
        var ledger = await LedgerAsync();
        var tasks = await InsertAsync(ledger, 6);
        await ledger.InsertOutcomesAsync([TestRows.Outcome(tasks[0])]);
        await ledger.InsertAttemptsAsync([TestRows.Attempt(tasks[1], AttemptEvent.Started), TestRows.Attempt(tasks[2], AttemptEvent.HandedOut)]);

        var queue = await ledger.ReadQueueAsync(_endpoint, 5, "ada", 0, 3, Cancel);

        Assert.Equal(Ids(tasks[2..5]), Ids(queue));
        Assert.Equal(Ids(tasks[5..]), Ids(await ledger.ReadQueueAsync(_endpoint, 5, "ada", queue[^1].Sequence, 3, Cancel)));
    }

    [Fact]
    public async Task ReadQueue_OtherLines_AreLeftOut()
    {
        var ledger = await LedgerAsync();
        await ledger.InsertTasksAsync([TestRows.Task(_endpoint, user: "bob"), TestRows.Task(_endpoint, priority: 4), TestRows.Task(EndpointId.New())]);

        Assert.Empty(await ledger.ReadQueueAsync(_endpoint, 5, "ada", 0, 10, Cancel));
    }

    [Fact]
    public async Task ReadQueueKeys_LinesWithOpenTasks_AreNamedWithAMarkBelowThem()
    {
        var ledger = await LedgerAsync();
        var tasks = await InsertAsync(ledger, 2);
        await ledger.InsertTasksAsync([TestRows.Task(_endpoint, user: "bob", priority: 1)]);
        await ledger.SaveMarksAsync(_endpoint, [new QueueKey(5, "ada", tasks[0].Sequence)]);

        var keys = (await ledger.ReadQueueKeysAsync(_endpoint, Cancel)).OrderBy(key => key.Priority).ToList();

        Assert.Equal([(1, "bob"), (5, "ada")], keys.Select(key => (key.Priority, key.User)));
        Assert.All(keys, key => Assert.InRange(key.Mark, 0, tasks[0].Sequence));
        Assert.Empty(await ledger.ReadQueueKeysAsync(EndpointId.New(), Cancel));
    }

    [Fact]
    public async Task ReadStarted_LostAgainAndEnded_AreToldApart()
    {
        var ledger = await LedgerAsync();
        var tasks = await InsertAsync(ledger, 4);
        await ledger.InsertAttemptsAsync([
            TestRows.Attempt(tasks[0], AttemptEvent.Started),
            TestRows.Attempt(tasks[0], AttemptEvent.Lost),
            TestRows.Attempt(tasks[0], AttemptEvent.Started, number: 2),
            TestRows.Attempt(tasks[1], AttemptEvent.Started),
            TestRows.Attempt(tasks[1], AttemptEvent.Lost),
            TestRows.Attempt(tasks[2], AttemptEvent.Started),
            TestRows.Attempt(tasks[3], AttemptEvent.HandedOut)]);
        await ledger.InsertOutcomesAsync([TestRows.Outcome(tasks[2])]);

        var started = (await ledger.ReadStartedAsync(_endpoint, Cancel)).OrderBy(one => one.Task.Sequence).ToList();

        Assert.Equal([(tasks[0].Spec.Id, 2, false), (tasks[1].Spec.Id, 1, true)], started.Select(one => (one.Task.Spec.Id, one.Attempt, one.IsLost)));
        Assert.All(started, one => Assert.Equal((TestRows.Now, 3L), (one.StartedAt, one.Session.OwnerEpoch)));
    }

    [Fact]
    public async Task ReadGroup_Pages_GiveEachOutcomeOnceInOrder()
    {
        var ledger = await LedgerAsync();
        var group = GroupId.New();
        var tasks = await InsertAsync(ledger, 10, group);
        foreach (var task in tasks.Reverse())
        {
            await ledger.InsertOutcomesAsync([TestRows.Outcome(task, result: new byte[100])]);
        }

        var seen = new List<TaskId>();
        var cursor = ResultCursor.Start;
        for (var page = await ledger.ReadGroupAsync(group, cursor, 4, int.MaxValue, Cancel); page.Outcomes.Count > 0; page = await ledger.ReadGroupAsync(group, cursor, 4, int.MaxValue, Cancel))
        {
            Assert.InRange(page.Outcomes.Count, 1, 4);
            seen.AddRange(page.Outcomes.Select(outcome => outcome.Id));
            cursor = page.Next;
        }

        Assert.Equal(Ids(tasks.Reverse()), seen.Select(id => id.Value));
        Assert.Equal(cursor, (await ledger.ReadGroupAsync(group, cursor, 4, int.MaxValue, Cancel)).Next);
    }

    [Fact]
    public async Task ReadGroup_ByteLimit_EndsThePageButGivesOne()
    {
        var ledger = await LedgerAsync();
        var group = GroupId.New();
        var tasks = await InsertAsync(ledger, 3, group);
        await ledger.InsertOutcomesAsync(tasks.Select(task => TestRows.Outcome(task, result: new byte[1000])).ToList());

        Assert.Single((await ledger.ReadGroupAsync(group, ResultCursor.Start, 10, 1, Cancel)).Outcomes);
        Assert.Equal(2, (await ledger.ReadGroupAsync(group, ResultCursor.Start, 10, 2000, Cancel)).Outcomes.Count);
        Assert.Single((await ledger.ReadGroupAsync(group, ResultCursor.Start, 10, 1999, Cancel)).Outcomes);
    }

    [Fact]
    public async Task CountGroup_MixedEnds_AreCounted()
    {
        var ledger = await LedgerAsync();
        var group = GroupId.New();
        var tasks = await InsertAsync(ledger, 5, group);
        await ledger.InsertOutcomesAsync([TestRows.Outcome(tasks[0]), TestRows.Outcome(tasks[1]), TestRows.Outcome(tasks[2], TaskState.Failed), TestRows.Outcome(tasks[3], TaskState.Cancelled)]);

        Assert.Equal(new GroupCounts(5, 2, 1, 1), await ledger.CountGroupAsync(group, Cancel));
        Assert.Equal(new GroupCounts(0, 0, 0, 0), await ledger.CountGroupAsync(GroupId.New(), Cancel));
    }

    [Fact]
    public async Task List_ByEndpointStateAndPage_IsNewestFirst()
    {
        var ledger = await LedgerAsync();
        var tasks = await InsertAsync(ledger, 5);
        await ledger.InsertOutcomesAsync([TestRows.Outcome(tasks[0]), TestRows.Outcome(tasks[3], TaskState.Failed)]);
        var all = new TaskListRequest { Limit = 3, Endpoint = _endpoint };

        var page = await ledger.ListAsync(all, Cancel);
        Assert.Equal([tasks[4].Spec.Id, tasks[3].Spec.Id, tasks[2].Spec.Id], page.Select(item => item.Id));
        Assert.Equal([TaskState.Received, TaskState.Failed, TaskState.Received], page.Select(item => item.State));
        Assert.Equal([tasks[1].Spec.Id, tasks[0].Spec.Id], (await ledger.ListAsync(all with { Before = page[^1].Id }, Cancel)).Select(item => item.Id));
        Assert.Equal([tasks[3].Spec.Id], (await ledger.ListAsync(all with { State = TaskState.Failed }, Cancel)).Select(item => item.Id));
        Assert.Equal([tasks[0].Spec.Id], (await ledger.ListAsync(all with { State = TaskState.Success, User = "ada" }, Cancel)).Select(item => item.Id));
        Assert.Equal([tasks[4].Spec.Id, tasks[2].Spec.Id, tasks[1].Spec.Id], (await ledger.ListAsync(all with { State = TaskState.Running }, Cancel)).Select(item => item.Id));
        Assert.Empty(await ledger.ListAsync(all with { User = "bob" }, Cancel));
        Assert.Empty(await ledger.ListAsync(all with { Function = FunctionId.New() }, Cancel));
        Assert.NotEmpty(await ledger.ListAsync(new TaskListRequest { Limit = 5 }, Cancel));
    }

    [Fact]
    public async Task ReadExpired_OnlyTasksThatStillWait_AreDue()
    {
        var ledger = await LedgerAsync();
        var due = Enumerable.Range(0, 4).Select(_ => TestRows.Task(_endpoint, expiresAt: TestRows.Now.AddMinutes(-1))).ToArray();
        await ledger.InsertTasksAsync([.. due, TestRows.Task(_endpoint)]);
        await ledger.InsertOutcomesAsync([TestRows.Outcome(due[1])]);
        await ledger.InsertAttemptsAsync([
            TestRows.Attempt(due[2], AttemptEvent.Started), TestRows.Attempt(due[3], AttemptEvent.Started), TestRows.Attempt(due[3], AttemptEvent.Lost)]);

        var expired = (await ledger.ReadExpiredAsync(TestRows.Now, 1000, Cancel)).Where(row => row.Spec.Endpoint == _endpoint);

        Assert.Equal(Ids([due[0], due[3]]).Order(), Ids(expired).Order());
    }

    private static IEnumerable<Guid> Ids(IEnumerable<TaskRecord> rows) => rows.Select(row => row.Spec.Id.Value);

    private async Task<TaskRecord[]> InsertAsync(ITaskLedger ledger, int count, GroupId? group = null)
    {
        var tasks = Enumerable.Range(0, count).Select(_ => TestRows.Task(_endpoint, group: group)).OrderBy(task => task.Spec.Id.Value).ToArray();
        var verdicts = await ledger.InsertTasksAsync(tasks);
        return [.. tasks.Select((task, i) => task with { Sequence = verdicts[i].Sequence })];
    }
}
