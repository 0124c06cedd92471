using FsCheck;
using FsCheck.Fluent;
using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>The pure part of group commit, over random sizes.</summary>
[Trait("Category", "Unit")]
public sealed class LedgerBatchTests
{
    private static readonly EndpointId Endpoint = EndpointId.New();

    [Fact]
    public void Cut_AnySizes_KeepsEveryRowOnceWithinTheLimits() => Check(Prop.ForAll<byte[], PositiveInt, PositiveInt>((sizes, maxRows, maxBytes) =>
    {
        var rows = sizes.Select(size => TestRows.Task(Endpoint, payload: new byte[size])).ToList();
        var slices = LedgerSlice.Cut(rows, new TaskVerdict[rows.Count], row => row.Spec.Payload.Length, maxRows.Get, maxBytes.Get, batch => batch.Tasks);
        var batch = new LedgerBatch();
        slices.ForEach(slice => slice.AddTo(batch));

        Assert.Equal(rows, batch.Tasks.Select(pending => pending.Row));
        Assert.Equal(Enumerable.Range(0, rows.Count), batch.Tasks.Select(pending => pending.Index));
        Assert.All(slices, slice => Assert.True(slice.RowCount == 1 || (slice.RowCount <= maxRows.Get && slice.ByteCount <= maxBytes.Get)));
    }));

    [Fact]
    public void Halve_UntilRowsStandAlone_ReachesEveryRowOfEveryKind() => Check(Prop.ForAll<byte, byte, byte>((tasks, outcomes, attempts) =>
    {
        var batch = new LedgerBatch();
        var verdicts = (Tasks: new TaskVerdict[tasks], Outcomes: new OutcomeVerdict[outcomes], Attempts: new bool[attempts]);
        var task = TestRows.Task(Endpoint);
        batch.Tasks.AddRange(Enumerable.Range(0, tasks).Select(i => new Pending<TaskRecord, TaskVerdict>(task, verdicts.Tasks, i)));
        batch.Outcomes.AddRange(Enumerable.Range(0, outcomes).Select(i => new Pending<OutcomeRecord, OutcomeVerdict>(TestRows.Outcome(task), verdicts.Outcomes, i)));
        batch.Attempts.AddRange(Enumerable.Range(0, attempts).Select(i => new Pending<AttemptRecord, bool>(TestRows.Attempt(task, AttemptEvent.Started), verdicts.Attempts, i)));

        var alone = 0;
        void Visit(LedgerBatch part)
        {
            if (part.RowCount <= 1)
            {
                alone += part.RowCount;
                part.Reject("bad");
                return;
            }

            var (first, second) = part.Halve();
            Visit(first);
            Visit(second);
        }

        Visit(batch);
        Assert.Equal(tasks + outcomes + attempts, alone);
        Assert.All(verdicts.Tasks, verdict => Assert.Equal(TaskVerdictKind.Rejected, verdict.Kind));
        Assert.All(verdicts.Outcomes, verdict => Assert.Equal("bad", verdict.Error));
    }));

    [Fact]
    public void Sort_RandomIds_OrdersAsPostgresDoes() => Check(Prop.ForAll<Guid[]>(ids =>
    {
        var batch = new LedgerBatch();
        batch.Tasks.AddRange(ids.Select((id, i) => new Pending<TaskRecord, TaskVerdict>(TestRows.Task(Endpoint, id: TaskId.From(id)), new TaskVerdict[ids.Length], i)));

        batch.Sort();

        var texts = batch.Tasks.Select(pending => pending.Row.Spec.Id.ToString()).ToList();
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
    }));

    /// <summary>A failure's message holds the seed.</summary>
    private static void Check(Property property) => property.QuickCheckThrowOnFailure();
}
