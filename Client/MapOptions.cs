namespace FuncX.Actors.Client;

/// <summary>How a map is cut into tasks.</summary>
public sealed record MapOptions
{
    /// <summary>The usual.</summary>
    public static MapOptions Default { get; } = new();

    /// <summary>Items of the first chunks, before any run time is known. Default 16.</summary>
    public int FirstChunkItems { get; init; } = 16;

    /// <summary>Most items of one chunk. Default 65,536.</summary>
    public int MaxChunkItems { get; init; } = 65_536;

    /// <summary>Run time aimed at for one chunk: long enough to pay for its way, short enough to share the workers. Default 100 ms.</summary>
    public TimeSpan ChunkRunTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Chunks under way at once. Default 8: two workers stay busy while results travel.</summary>
    public int MaxChunksInFlight { get; init; } = 8;

    /// <summary>How each chunk is run. Default: <see cref="SubmitOptions.Default"/>.</summary>
    public SubmitOptions Submit { get; init; } = SubmitOptions.Default;

    internal void Check()
    {
        if (FirstChunkItems < 1 || MaxChunkItems < FirstChunkItems || MaxChunksInFlight < 1 || ChunkRunTime <= TimeSpan.Zero)
            throw new ArgumentException("FirstChunkItems, MaxChunkItems, MaxChunksInFlight and ChunkRunTime must be positive, and MaxChunkItems not below FirstChunkItems.");
    }
}
