using System.Collections.Concurrent;
using System.Globalization;
using FuncX.Actors.Runtime.Codegen;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Storage;

/// <summary>State that lives as long as the silo's process; for tests and throw-away use. Records are copies in the wire format.</summary>
internal sealed class MemoryGrainStorage(string name) : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Record> _records = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = WireCodec<T>.Get().Copy((T)record.State!);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = default!;
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var copy = grainState.State is null ? default : WireCodec<T>.Get().Copy(grainState.State);
        var next = new Record(copy, Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        if (!_records.TryGetValue(key, out var current))
        {
            if (grainState.ETag is not null || !_records.TryAdd(key, next)) throw Changed(key, grainState.ETag);
        }
        else if (current.ETag != grainState.ETag || !_records.TryUpdate(key, next, current))
        {
            throw Changed(key, grainState.ETag);
        }
        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (_records.TryGetValue(key, out var current) && (current.ETag != grainState.ETag || !_records.TryRemove(KeyValuePair.Create(key, current))))
        {
            throw Changed(key, grainState.ETag);
        }
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Changed((string State, GrainId Grain) key, string? expected)
    {
        var stored = _records.TryGetValue(key, out var current) ? current.ETag : null;
        return new InconsistentStateException(
            $"The state \"{key.State}\" of {key.Grain} in the memory storage \"{name}\" was changed by somebody else.", stored, expected);
    }

    // Compared by reference: TryUpdate and TryRemove must hit exactly the record that was read.
    private sealed class Record(object? state, string etag)
    {
        internal object? State => state;

        internal string ETag => etag;
    }
}
