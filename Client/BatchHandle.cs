using System.Runtime.CompilerServices;

namespace FuncX.Actors.Client;

/// <summary>A batch of tasks. <see cref="FuncXClient.GetBatch"/> makes the same handle from the id in another process.</summary>
public sealed class BatchHandle
{
    private const int PageTasks = 5_000;
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);

    private readonly FuncXClient _client;
    private readonly IBatchGrain _grain;

    internal BatchHandle(FuncXClient client, IBatchGrain grain, GroupId id)
    {
        _client = client;
        _grain = grain;
        Id = id;
    }

    /// <summary>The batch.</summary>
    public GroupId Id { get; }

    /// <summary>Submits one call per item of <paramref name="calls"/>, in chunks; durable when it returns.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="function">What.</param>
    /// <param name="calls">Positional JSON arguments of each call.</param>
    /// <param name="options">How; the usual when null.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>Ids in the order of the calls, and those that were refused.</returns>
    public async Task<BatchSubmission> SubmitAsync(
        EndpointId endpoint, FunctionId function, IEnumerable<object?[]> calls, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var ids = new List<TaskId>();
        var refused = new List<TaskRefusal>();
        var chunk = new List<TaskSpec>();
        long bytes = 0;
        foreach (var call in calls)
        {
            var spec = (options ?? SubmitOptions.Default).ToSpec(endpoint, function, Payloads.Pack(call), Id, _client.Clock);
            if (chunk.Count == _client.Options.ChunkTasks || (chunk.Count > 0 && bytes + spec.Payload.Length > _client.Options.ChunkBytes))
            {
                await SendAsync(chunk, ids, refused, cancellationToken).ConfigureAwait(false);
                bytes = 0;
            }
            bytes += spec.Payload.Length;
            chunk.Add(spec);
        }
        await SendAsync(chunk, ids, refused, cancellationToken).ConfigureAwait(false);
        return new BatchSubmission(ids, refused);
    }

    /// <summary>Counts.</summary>
    public Task<BatchProgress> GetProgressAsync(CancellationToken cancellationToken = default) =>
        _client.RetryAsync(() => _grain.GetProgressAsync(Caller.FromToken), cancellationToken);

    /// <summary>Outcomes in order of completion, each once, until all tasks submitted so far have ended; rides out restarts of the service.
    /// Ends early when the batch has no open task left, and fails after <see cref="FuncXClientOptions.ResultTimeout"/>.</summary>
    /// <param name="count">How many to wait for; null: as many as are submitted when it is called.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async IAsyncEnumerable<TaskOutcome> ReadResultsAsync(long? count = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var wanted = count ?? (await GetProgressAsync(cancellationToken).ConfigureAwait(false)).Submitted;
        var cursor = ResultCursor.Start;
        var started = _client.Clock.GetTimestamp();
        for (long read = 0; read < wanted;)
        {
            var page = await ReadPageAsync(cursor, cancellationToken).ConfigureAwait(false);
            if (page.Outcomes.Length == 0)
            {
                if (await GetProgressAsync(cancellationToken).ConfigureAwait(false) is var progress && progress.Ended >= progress.Submitted && read >= progress.Ended)
                    yield break;
                if (_client.Clock.GetElapsedTime(started) >= _client.Options.ResultTimeout)
                    throw new TimeoutException($"Batch {Id} has {progress.Submitted - progress.Ended:N0} open tasks after {_client.Options.ResultTimeout}.");
            }
            foreach (var outcome in page.Outcomes)
                yield return outcome;
            read += page.Outcomes.Length;
            cursor = page.Next;
        }
    }

    /// <summary>One page of outcomes after a cursor: keep the cursor to go on in another process.</summary>
    /// <returns>Possibly empty after a 20 s wait.</returns>
    public Task<ResultPage> ReadPageAsync(ResultCursor after, CancellationToken cancellationToken = default) =>
        _client.RetryAsync(() => _grain.ReadAsync(Caller.FromToken, after, PageTasks, LongPoll), cancellationToken);

    private async Task SendAsync(List<TaskSpec> chunk, List<TaskId> ids, List<TaskRefusal> refused, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
            return;
        var reply = await _client.SendAsync(new SubmitRequest { Tasks = chunk.ToArray() }, cancellationToken).ConfigureAwait(false);
        refused.AddRange(reply.Refused.Select(r => r with { Index = r.Index + ids.Count }));
        ids.AddRange(chunk.Select(spec => spec.Id));
        chunk.Clear();
    }
}

/// <summary>What a batch took.</summary>
/// <param name="Ids">One id per call, in order, refused ones included.</param>
/// <param name="Refused">Calls that were not accepted, by index.</param>
public sealed record BatchSubmission(IReadOnlyList<TaskId> Ids, IReadOnlyList<TaskRefusal> Refused);
