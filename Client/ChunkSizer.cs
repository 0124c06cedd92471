namespace FuncX.Actors.Client;

/// <summary>How many items the next chunk gets, from measured run times: pure.</summary>
/// <remarks>Source: automatic batching of the funcX paper's fmap (Chard et al., HPDC 2020).</remarks>
internal sealed class ChunkSizer(MapOptions options)
{
    private const double Weight = 0.5;
    private const int MostGrowth = 16;
    private double? _secondsPerItem;
    private int _last = options.FirstChunkItems;

    /// <summary>Items of the next chunk, given how many are left.</summary>
    public int Next(int left)
    {
        if (_secondsPerItem is { } seconds)
        {
            var wanted = options.ChunkRunTime.TotalSeconds / Math.Max(seconds, 1e-9);
            // One measurement may mislead: grow by steps.
            _last = (int)Math.Clamp(wanted, 1, Math.Min(options.MaxChunkItems, (long)_last * MostGrowth));
        }
        // The end is shared out, so that no worker idles while another runs the last large chunk.
        var share = Math.Max(options.FirstChunkItems, (left + options.MaxChunksInFlight - 1) / options.MaxChunksInFlight);
        return Math.Min(left, Math.Min(_last, share));
    }

    /// <summary>A chunk took so long.</summary>
    public void Ran(int items, TimeSpan time)
    {
        var seconds = time.TotalSeconds / items;
        _secondsPerItem = _secondsPerItem is { } before ? (before * (1 - Weight)) + (seconds * Weight) : seconds;
    }
}
