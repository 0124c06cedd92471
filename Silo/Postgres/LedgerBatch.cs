using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>A row that waits for its verdict, and where the verdict goes.</summary>
internal readonly record struct Pending<TRow, TVerdict>(TRow Row, TVerdict[] Verdicts, int Index)
{
    public void Answer(TVerdict verdict) => Verdicts[Index] = verdict;
}

/// <summary>Rows of all kinds that commit together.</summary>
internal sealed class LedgerBatch
{
    public List<Pending<TaskRecord, TaskVerdict>> Tasks { get; private init; } = [];

    public List<Pending<OutcomeRecord, OutcomeVerdict>> Outcomes { get; private init; } = [];

    public List<Pending<AttemptRecord, bool>> Attempts { get; private init; } = [];

    public int RowCount => Tasks.Count + Outcomes.Count + Attempts.Count;

    /// <summary>Every statement locks rows in the order of ids, so that two silos cannot wait for each other in a circle. Stable: of twins the first stays first.</summary>
    public void Sort()
    {
        Sort(Tasks, (TaskRecord a, TaskRecord b) => a.Spec.Id.Value.CompareTo(b.Spec.Id.Value));
        Sort(Outcomes, (OutcomeRecord a, OutcomeRecord b) => a.Outcome.Id.Value.CompareTo(b.Outcome.Id.Value));
        Sort(Attempts, (AttemptRecord a, AttemptRecord b) => (a.Task.Value, a.Info.Number, (int)a.Info.Event).CompareTo((b.Task.Value, b.Info.Number, (int)b.Info.Event)));
    }

    /// <summary>Two parts with half of the rows each; a bad row is found by halving until it stands alone.</summary>
    public (LedgerBatch First, LedgerBatch Second) Halve()
    {
        var half = RowCount / 2;
        return (Part(0, half), Part(half, RowCount));
    }

    /// <summary>The verdict of the only row.</summary>
    public void Reject(string error)
    {
        foreach (var task in Tasks)
        {
            task.Answer(new TaskVerdict(TaskVerdictKind.Rejected, 0, error));
        }

        foreach (var outcome in Outcomes)
        {
            outcome.Answer(new OutcomeVerdict(false, outcome.Row.Outcome.State, error));
        }

        foreach (var attempt in Attempts)
        {
            attempt.Answer(false);
        }
    }

    private LedgerBatch Part(int from, int to)
    {
        var outcomes = Tasks.Count;
        var attempts = outcomes + Outcomes.Count;
        return new LedgerBatch { Tasks = Slice(Tasks, 0), Outcomes = Slice(Outcomes, outcomes), Attempts = Slice(Attempts, attempts) };

        List<T> Slice<T>(List<T> rows, int offset)
        {
            var begin = Math.Clamp(from - offset, 0, rows.Count);
            return rows.GetRange(begin, Math.Clamp(to - offset, 0, rows.Count) - begin);
        }
    }

    private static void Sort<TRow, TVerdict>(List<Pending<TRow, TVerdict>> rows, Comparison<TRow> order)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (order(rows[i - 1].Row, rows[i].Row) > 0)
            {
                var sorted = rows.OrderBy(pending => pending.Row, Comparer<TRow>.Create(order)).ToArray();
                rows.Clear();
                rows.AddRange(sorted);
                return;
            }
        }
    }
}
