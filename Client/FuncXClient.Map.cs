using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncX.Actors.Client;

/// <summary>Map: one function over many items, cut into durable tasks by itself.</summary>
public sealed partial class FuncXClient
{
    /// <summary>Calls the function once per item. Items travel in chunks whose size follows the measured run times; each chunk is a durable task of its own.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="function">A function of one argument.</param>
    /// <param name="items">Anything System.Text.Json writes.</param>
    /// <param name="options">How it is cut; the usual when null.</param>
    /// <param name="cancellationToken">Stops submitting and waiting; chunks under way run on.</param>
    /// <returns>Values in the order of the items; an item that raised is reported by itself and does not fail the others.</returns>
    /// <exception cref="SubmitRefusedException">The service did not accept a chunk.</exception>
    public async Task<MapResult<TOut>> MapAsync<TIn, TOut>(
        EndpointId endpoint, MapFunction function, IReadOnlyList<TIn> items, MapOptions? options = null, CancellationToken cancellationToken = default)
    {
        var how = options ?? MapOptions.Default;
        how.Check();
        var id = await RegisterFunctionAsync(function.ToSpec(), cancellationToken).ConfigureAwait(false);
        var map = new MapRun<TIn, TOut>(items, new ChunkSizer(how));
        var underWay = new List<Task>();
        while (map.TryNext(out var start, out var count) || underWay.Count > 0)
        {
            if (count > 0)
                underWay.Add(RunChunkAsync(endpoint, id, map, start, count, how, cancellationToken));
            if (count > 0 && underWay.Count < how.MaxChunksInFlight)
                continue;
            var ended = await Task.WhenAny(underWay).ConfigureAwait(false);
            underWay.Remove(ended);
            await ended.ConfigureAwait(false);
        }
        return map.ToResult();
    }

    private async Task RunChunkAsync<TIn, TOut>(
        EndpointId endpoint, FunctionId function, MapRun<TIn, TOut> map, int start, int count, MapOptions options, CancellationToken cancellationToken)
    {
        // Away from the caller, so that packing one chunk and reading another share the cores.
        await Task.Yield();
        var payload = PackedBuffers.Pack("11\n[" + JsonSerializer.Serialize(map.Items(start, count)) + "]", "11\n{}");
        var task = await SubmitPackedAsync(endpoint, function, payload, options.Submit, cancellationToken).ConfigureAwait(false);
        map.Ended(start, count, await task.GetOutcomeAsync(cancellationToken).ConfigureAwait(false));
    }

    private sealed class MapRun<TIn, TOut>(IReadOnlyList<TIn> items, ChunkSizer sizer)
    {
        private readonly TOut?[] _values = new TOut?[items.Count];
        private readonly List<MapFailure> _failures = [];
        private readonly Lock _lock = new();
        private int _next;
        private int _chunks;

        public bool TryNext(out int start, out int count)
        {
            lock (_lock)
            {
                start = _next;
                count = _next < items.Count ? sizer.Next(items.Count - _next) : 0;
                _next += count;
                _chunks += count > 0 ? 1 : 0;
                return count > 0;
            }
        }

        public ArraySegment<TIn> Items(int start, int count) =>
            items is TIn[] array ? new ArraySegment<TIn>(array, start, count) : new ArraySegment<TIn>([.. items.Skip(start).Take(count)]);

        public void Ended(int start, int count, TaskOutcome outcome)
        {
            var chunk = outcome.State == TaskState.Success ? Payloads.Read<MapChunk<TOut>>(outcome.Result!) : null;
            lock (_lock)
            {
                if (outcome is { StartedAt: { } began, EndedAt: { } ended })
                    sizer.Ran(count, ended - began);
                if (chunk is null)
                {
                    var failure = outcome.Failure ?? new TaskFailure { Kind = TaskFailureKind.Internal, Message = $"The chunk ended as {outcome.State.ToWireName()}." };
                    _failures.AddRange(Enumerable.Range(start, count).Select(i => new MapFailure(i, failure)));
                    return;
                }
                chunk.Values.CopyTo(_values, start);
                _failures.AddRange(chunk.Failures.Select(f => new MapFailure(start + f.Key, f.Value)));
            }
        }

        public MapResult<TOut> ToResult() => new(_values, [.. _failures.OrderBy(f => f.Index)], _chunks);
    }

    [JsonConverter(typeof(MapChunkConverterFactory))]
    private sealed record MapChunk<T>(T?[] Values, Dictionary<int, TaskFailure> Failures);

    private sealed class MapChunkConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => true;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(MapChunkConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    /// <summary>Reads <c>[[values], {index: [type, message, traceback]}]</c>; a failed item's null is its default.</summary>
    private sealed class MapChunkConverter<T> : JsonConverter<MapChunk<T>>
    {
        public override MapChunk<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var values = new List<T?>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                values.Add(reader.TokenType == JsonTokenType.Null ? default : JsonSerializer.Deserialize<T>(ref reader, options));
            reader.Read();
            var failures = JsonSerializer.Deserialize<Dictionary<int, string[]>>(ref reader, options) ?? [];
            reader.Read();
            return new MapChunk<T>([.. values], failures.ToDictionary(f => f.Key, f => new TaskFailure
            {
                Kind = TaskFailureKind.UserException,
                RemoteType = f.Value[0],
                Message = f.Value[1],
                Traceback = f.Value[2],
            }));
        }

        public override void Write(Utf8JsonWriter writer, MapChunk<T> value, JsonSerializerOptions options) => throw new NotSupportedException("Chunks are read only.");
    }
}
