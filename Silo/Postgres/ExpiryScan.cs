namespace FuncX.Actors.Silo.Postgres;

/// <summary>
/// Where the search for expired tasks begins. Tasks that ended long ago stay in the index until retention drops them; without a start the
/// search would read all of them each minute. A full search comes first and once an hour, for tasks that ran while the search passed them.
/// </summary>
internal sealed class ExpiryScan(TimeProvider time)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FullInterval = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private DateTimeOffset? _done;
    private long _fullAt;
    private bool _isFull;

    public DateTimeOffset From(DateTimeOffset now)
    {
        lock (_gate)
        {
            _isFull = _done is null || _done > now || time.GetElapsedTime(_fullAt) >= FullInterval;
            return _isFull ? DateTimeOffset.UnixEpoch : _done!.Value - Overlap;
        }
    }

    public void Done(DateTimeOffset now)
    {
        lock (_gate)
        {
            _done = now;
            if (_isFull)
            {
                _fullAt = time.GetTimestamp();
            }
        }
    }
}
