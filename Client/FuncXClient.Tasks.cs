namespace FuncX.Actors.Client;

/// <summary>Tasks and batches.</summary>
public sealed partial class FuncXClient
{
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);

    /// <summary>Submits one call with JSON arguments; durable when it returns. Concurrent calls travel together.</summary>
    /// <exception cref="SubmitRefusedException">The service did not accept it; the refusal has code and hint.</exception>
    public Task<TaskHandle> SubmitAsync(EndpointId endpoint, FunctionId function, params object?[] args) =>
        SubmitPackedAsync(endpoint, function, Payloads.Pack(args), SubmitOptions.Default);

    /// <summary>Submits one call with packed arguments of any format.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="function">What.</param>
    /// <param name="payload">From <see cref="Payloads.Pack"/>, or packed by the Python SDK.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops waiting; the task may have been accepted.</param>
    public async Task<TaskHandle> SubmitPackedAsync(
        EndpointId endpoint, FunctionId function, byte[] payload, SubmitOptions options, CancellationToken cancellationToken = default)
    {
        var spec = options.ToSpec(endpoint, function, payload, null, Clock);
        var outcome = _inbox.Expect(spec.Id);
        try
        {
            await _submits.SubmitAsync(spec, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _inbox.Forget(spec.Id);
            throw;
        }
        return new TaskHandle(this, spec.Id, outcome);
    }

    /// <summary>The handle of a task that any process of this account submitted.</summary>
    public TaskHandle GetTask(TaskId id) => new(this, id, null);

    /// <summary>Opens a batch.</summary>
    public async Task<BatchHandle> CreateBatchAsync(string name = "", CancellationToken cancellationToken = default)
    {
        var id = GroupId.New();
        await RetryAsync(() => Grains.GetGrain<IBatchGrain>(id.Value).CreateAsync(Caller.FromToken, new BatchSpec { Name = name }), cancellationToken).ConfigureAwait(false);
        return GetBatch(id);
    }

    /// <summary>The handle of a batch that any process of this account opened.</summary>
    public BatchHandle GetBatch(GroupId id) => new(this, Grains.GetGrain<IBatchGrain>(id.Value), id);

    /// <summary>Tasks, newest first; an administrator sees those of all accounts.</summary>
    public Task<TaskListItem[]> ListTasksAsync(TaskListRequest request, CancellationToken cancellationToken = default) =>
        RetryAsync(() => Grains.GetGrain<ICatalogGrain>(0).ListTasksAsync(Caller.FromToken, request), cancellationToken);

    internal Task<TaskSnapshot> GetTaskStatusAsync(TaskId id, CancellationToken cancellationToken) =>
        RetryAsync(() => TaskGrain(id).GetAsync(Caller.FromToken), cancellationToken);

    internal async Task<TaskOutcome> WaitForOutcomeAsync(TaskId id, CancellationToken cancellationToken)
    {
        var started = Clock.GetTimestamp();
        while (true)
        {
            var snapshot = await RetryAsync(() => TaskGrain(id).WaitAsync(Caller.FromToken, LongPoll), cancellationToken).ConfigureAwait(false);
            if (snapshot.Outcome is { } outcome)
                return outcome;
            if (Clock.GetElapsedTime(started) >= Options.ResultTimeout)
                throw new TimeoutException($"Task {id} is {snapshot.State.ToWireName()} after {Options.ResultTimeout}: {snapshot.Reason}.");
        }
    }

    internal Task<CancelReply> CancelTaskAsync(TaskId id, string reason, CancellationToken cancellationToken) =>
        RetryAsync(() => TaskGrain(id).CancelAsync(Caller.FromToken, reason), cancellationToken);

    private ITaskGrain TaskGrain(TaskId id) => Grains.GetGrain<ITaskGrain>(id.Value);
}
