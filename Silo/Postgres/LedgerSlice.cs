using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Rows of one call that are committed in one transaction; a large call has several.</summary>
internal abstract class LedgerSlice(int rowCount, long byteCount)
{
    /// <summary>What a row without payload takes, roughly.</summary>
    public const int RowBytes = 256;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int RowCount { get; } = rowCount;

    public long ByteCount { get; } = byteCount;

    public Task Done => _done.Task;

    public abstract void AddTo(LedgerBatch batch);

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);

    public static long SizeOf(TaskRecord row) => RowBytes + row.Spec.Payload.Length;

    public static long SizeOf(OutcomeRecord row) =>
        RowBytes + (row.Outcome.Result?.Length ?? 0) + (row.Outcome.Stdout?.Length ?? 0) + (row.Outcome.Stderr?.Length ?? 0) + (row.Outcome.Failure?.Traceback?.Length ?? 0);

    /// <summary>Cuts the rows of one call at the limits of a transaction; verdicts land in one array.</summary>
    public static List<LedgerSlice> Cut<TRow, TVerdict>(
        IReadOnlyList<TRow> rows, TVerdict[] verdicts, Func<TRow, long> size, int maxRows, long maxBytes, Func<LedgerBatch, List<Pending<TRow, TVerdict>>> place)
    {
        var slices = new List<LedgerSlice>();
        var first = 0;
        var bytes = 0L;
        for (var i = 0; i < rows.Count; i++)
        {
            var next = size(rows[i]);
            if (i > first && (i - first == maxRows || bytes + next > maxBytes))
            {
                slices.Add(new Of<TRow, TVerdict>(rows, first, i - first, bytes, verdicts, place));
                (first, bytes) = (i, 0);
            }

            bytes += next;
        }

        if (rows.Count > 0)
        {
            slices.Add(new Of<TRow, TVerdict>(rows, first, rows.Count - first, bytes, verdicts, place));
        }

        return slices;
    }

    private sealed class Of<TRow, TVerdict>(
        IReadOnlyList<TRow> rows, int first, int count, long bytes, TVerdict[] verdicts, Func<LedgerBatch, List<Pending<TRow, TVerdict>>> place) : LedgerSlice(count, bytes)
    {
        public override void AddTo(LedgerBatch batch)
        {
            var list = place(batch);
            for (var i = first; i < first + RowCount; i++)
            {
                list.Add(new Pending<TRow, TVerdict>(rows[i], verdicts, i));
            }
        }
    }
}
