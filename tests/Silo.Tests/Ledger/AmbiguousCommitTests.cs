using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>The answer to a commit was lost: the same batch comes again, and must know its own rows from those of others.</summary>
[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class AmbiguousCommitTests(PostgresFixture server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_RepeatOfOurOwn_GivesTheVerdictsOfTheFirst()
    {
        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = await server.CreateDatabaseAsync() });
        var transaction = new LedgerTransaction(connections.Writer);
        var task = TestRows.Task(EndpointId.New());
        var first = new Rows(task, TestRows.Outcome(task), TestRows.Attempt(task, AttemptEvent.HandedOut));
        await transaction.CommitAsync(first.Batch, mayBeRepeat: false, Cancel);

        var again = first.Copy();
        await transaction.CommitAsync(again.Batch, mayBeRepeat: true, Cancel);

        Assert.Equal((TaskVerdictKind.Inserted, true, true), first.Verdicts);
        Assert.Equal((TaskVerdictKind.Inserted, true, true), again.Verdicts);
        Assert.Equal(first.Tasks[0].Sequence, again.Tasks[0].Sequence);
    }

    [Fact]
    public async Task Commit_RepeatOfWhatAnotherWrote_IsNotOurs()
    {
        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = await server.CreateDatabaseAsync() });
        var transaction = new LedgerTransaction(connections.Writer);
        var task = TestRows.Task(EndpointId.New());
        var theirs = new Rows(task, TestRows.Outcome(task), TestRows.Attempt(task, AttemptEvent.HandedOut));
        await transaction.CommitAsync(theirs.Batch, mayBeRepeat: false, Cancel);
        var later = TestRows.Now.AddMilliseconds(5);
        var attempt = TestRows.Attempt(task, AttemptEvent.HandedOut);

        var ours = new Rows(
            task with { SubmittedAt = later }, TestRows.Outcome(task, completedAt: later), attempt with { Session = attempt.Session with { Session = Guid.NewGuid() } });
        await transaction.CommitAsync(ours.Batch, mayBeRepeat: true, Cancel);

        Assert.Equal((TaskVerdictKind.Duplicate, false, false), ours.Verdicts);
    }

    private sealed class Rows
    {
        private readonly OutcomeVerdict[] _outcomes = new OutcomeVerdict[1];
        private readonly bool[] _attempts = new bool[1];

        public Rows(TaskRecord task, OutcomeRecord outcome, AttemptRecord attempt)
        {
            Batch.Tasks.Add(new Pending<TaskRecord, TaskVerdict>(task, Tasks, 0));
            Batch.Outcomes.Add(new Pending<OutcomeRecord, OutcomeVerdict>(outcome, _outcomes, 0));
            Batch.Attempts.Add(new Pending<AttemptRecord, bool>(attempt, _attempts, 0));
        }

        public LedgerBatch Batch { get; } = new();

        public TaskVerdict[] Tasks { get; } = new TaskVerdict[1];

        public (TaskVerdictKind Task, bool IsFirst, bool IsNew) Verdicts => (Tasks[0].Kind, _outcomes[0].IsFirst, _attempts[0]);

        public Rows Copy() => new(Batch.Tasks[0].Row, Batch.Outcomes[0].Row, Batch.Attempts[0].Row);
    }
}
