namespace FuncX.Actors.Grains.Endpoints;

/// <summary>Up to where every task is committed or never will be: pure, fed with samples of the ledger's sequence.</summary>
/// <remarks>A sequence is drawn inside the insert, so that an older one can still commit later, on this silo or another; not after a minute,
/// for the ledger gives up after 30 s.</remarks>
internal sealed class SequenceFloor(TimeProvider clock)
{
    /// <summary>More rows than all silos' ledgers can have in flight.</summary>
    private const long InFlight = 100_000;
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly Queue<(long At, long Sequence)> _samples = new();

    public long Value { get; private set; }

    public void Sample(long sequence)
    {
        _samples.Enqueue((clock.GetTimestamp(), sequence));
        while (_samples.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) >= Settled)
            Value = Math.Max(Value, _samples.Dequeue().Sequence);
        Value = Math.Max(Value, sequence - InFlight);
    }
}
