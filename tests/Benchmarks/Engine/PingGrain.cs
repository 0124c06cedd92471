namespace FuncX.Actors.Benchmarks.Engine;

/// <summary>Answers at once.</summary>
public sealed class PingGrain : Grain, IPingGrain
{
    /// <inheritdoc />
    public Task<int> PingAsync(int value) => Task.FromResult(value + 1);

    /// <inheritdoc />
    public Task<int> TakeAsync(byte[] payload) => Task.FromResult(payload.Length);

    /// <inheritdoc />
    public Task<int> TakeImmutableAsync(byte[] payload) => Task.FromResult(payload.Length);
}
