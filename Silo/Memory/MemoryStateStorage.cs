using System.Collections.Concurrent;
using System.Globalization;
using FuncX.Actors.Grains;
using FuncX.Actors.Grains.Catalog;
using FuncX.Actors.Grains.Endpoints;
using FuncX.Actors.Grains.Functions;
using Orleans.Storage;

namespace FuncX.Actors.Silo.Memory;

/// <summary>Grain state and lists for <c>--storage memory</c>: gone with the process. States are immutable records, so that they are shared, not copied.</summary>
internal sealed class MemoryStateStorage : IGrainStorage, ICatalogStore
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Entry> _entries = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var isThere = _entries.TryGetValue((stateName, grainId), out var entry);
        grainState.State = isThere ? (T)entry!.Value : Activator.CreateInstance<T>();
        grainState.RecordExists = isThere;
        grainState.ETag = isThere ? entry!.ETag : null;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var current = _entries.GetValueOrDefault(key);
        var next = new Entry(grainState.State!, ((current?.Version ?? 0) + 1));
        var isWritten = current is null
            ? grainState.ETag is null && _entries.TryAdd(key, next)
            : grainState.ETag == current.ETag && _entries.TryUpdate(key, next, current);
        if (!isWritten)
            throw new InconsistentStateException($"State '{stateName}' of {grainId} was changed by another activation.", current?.ETag, grainState.ETag);
        grainState.RecordExists = true;
        grainState.ETag = next.ETag;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _entries.TryRemove((stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
        grainState.ETag = null;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<EndpointInfo>> ListEndpointsAsync(string? owner, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EndpointInfo>>(All<EndpointState>(StorageNames.Endpoint)
            .Where(e => !e.State.IsDeleted && (owner is null || e.State.Owner == owner))
            .OrderBy(e => e.State.Name, StringComparer.Ordinal)
            .Take(limit)
            .Select(e => new EndpointInfo
            {
                Id = EndpointId.From(e.Key),
                Name = e.State.Name,
                Owner = e.State.Owner,
                IsPublic = e.State.IsPublic,
                RegisteredAt = e.State.RegisteredAt,
            })
            .ToList());

    public Task<IReadOnlyList<FunctionInfo>> ListFunctionsAsync(string? owner, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FunctionInfo>>(All<FunctionState>(StorageNames.Function)
            .Where(f => !f.State.IsDeleted && (owner is null || f.State.Owner == owner))
            .OrderByDescending(f => f.State.RegisteredAt)
            .Take(limit)
            .Select(f => new FunctionInfo
            {
                Id = FunctionId.From(f.Key),
                Name = f.State.Name,
                Owner = f.State.Owner,
                BodyHash = f.State.BodyHash,
                BodyBytes = f.State.Body.Length,
                IsPublic = f.State.IsPublic,
                RegisteredAt = f.State.RegisteredAt,
                Description = f.State.Description,
            })
            .ToList());

    private IEnumerable<(Guid Key, T State)> All<T>(string stateName) => _entries
        .Where(e => e.Key.State == stateName)
        .Select(e => (Guid.ParseExact(e.Key.Grain.Key.ToString()!, "N"), (T)e.Value.Value));

    private sealed record Entry(object Value, long Version)
    {
        public string ETag { get; } = Version.ToString(CultureInfo.InvariantCulture);
    }
}
