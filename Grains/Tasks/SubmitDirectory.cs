using System.Collections.Concurrent;

namespace FuncX.Actors.Grains.Tasks;

/// <summary>Facts about functions, endpoints and batches that a submit needs, cached per silo for at most five seconds.</summary>
public sealed class SubmitDirectory(IGrainFactory grains, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private const int MaxEntries = 50_000;

    private readonly ConcurrentDictionary<FunctionId, Entry<FunctionInfo>> _functions = new();
    private readonly ConcurrentDictionary<EndpointId, Entry<EndpointInfo>> _endpoints = new();
    private readonly ConcurrentDictionary<GroupId, Entry<string>> _groups = new();

    /// <summary>The function, or null if there is none.</summary>
    public ValueTask<FunctionInfo?> FindAsync(FunctionId id) =>
        FindAsync(_functions, id, key => grains.GetGrain<IFunctionGrain>(key.Value).GetAsync(Caller.System));

    /// <summary>The endpoint, or null if there is none.</summary>
    public ValueTask<EndpointInfo?> FindAsync(EndpointId id) =>
        FindAsync(_endpoints, id, key => grains.GetGrain<IEndpointGrain>(key.Value).GetAsync(Caller.System));

    /// <summary>Who opened the batch, or null if there is none.</summary>
    public ValueTask<string?> FindOwnerAsync(GroupId id) =>
        FindAsync(_groups, id, key => grains.GetGrain<IBatchGrain>(key.Value).GetOwnerAsync(Caller.System));

    private async ValueTask<TValue?> FindAsync<TKey, TValue>(ConcurrentDictionary<TKey, Entry<TValue>> cache, TKey key, Func<TKey, Task<TValue>> load)
        where TKey : notnull
        where TValue : class
    {
        var now = clock.GetTimestamp();
        if (cache.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.LoadedAt, now) < MaxAge)
            return entry.Value;
        TValue? value;
        try
        {
            value = await load(key);
        }
        catch (ResourceNotFoundException)
        {
            // Not remembered: it may be registered in the next moment.
            cache.TryRemove(key, out _);
            return null;
        }
        if (cache.Count >= MaxEntries)
            cache.Clear();
        cache[key] = new Entry<TValue>(value, now);
        return value;
    }

    private readonly record struct Entry<T>(T Value, long LoadedAt);
}
