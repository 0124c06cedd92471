using Orleans.Concurrency;

namespace FuncX.Actors.Benchmarks.Engine;

/// <summary>The smallest calls that there are.</summary>
[Alias("bench.IPingGrain")]
public interface IPingGrain : IGrainWithIntegerKey
{
    /// <summary>Adds one.</summary>
    [Alias("Ping")]
    Task<int> PingAsync(int value);

    /// <summary>Takes bytes, copied or read from the wire.</summary>
    [Alias("Take")]
    Task<int> TakeAsync(byte[] payload);

    /// <summary>Takes bytes that nobody changes.</summary>
    [Alias("TakeImmutable")]
    Task<int> TakeImmutableAsync([Immutable] byte[] payload);
}
