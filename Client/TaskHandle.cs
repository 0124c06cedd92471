namespace FuncX.Actors.Client;

/// <summary>A submitted task. <see cref="FuncXClient.GetTask"/> makes the same handle from the id in another process.</summary>
public sealed class TaskHandle
{
    private readonly FuncXClient _client;
    private readonly Task<TaskOutcome>? _outcome;

    internal TaskHandle(FuncXClient client, TaskId id, Task<TaskOutcome>? outcome)
    {
        _client = client;
        _outcome = outcome;
        Id = id;
    }

    /// <summary>The task.</summary>
    public TaskId Id { get; }

    /// <summary>Where it stands now, and why.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such task of this account.</exception>
    public Task<TaskSnapshot> GetStatusAsync(CancellationToken cancellationToken = default) => _client.GetTaskStatusAsync(Id, cancellationToken);

    /// <summary>Waits for its end, at most <see cref="FuncXClientOptions.ResultTimeout"/>; rides out restarts of the service.</summary>
    public Task<TaskOutcome> GetOutcomeAsync(CancellationToken cancellationToken = default) =>
        _outcome?.WaitAsync(_client.Options.ResultTimeout, _client.Clock, cancellationToken) ?? _client.WaitForOutcomeAsync(Id, cancellationToken);

    /// <summary>Waits for its end and reads the JSON result.</summary>
    /// <exception cref="TaskFailedException">It failed or was cancelled; the message has the remote traceback.</exception>
    public async Task<T?> GetResultAsync<T>(CancellationToken cancellationToken = default)
    {
        var outcome = await GetOutcomeAsync(cancellationToken).ConfigureAwait(false);
        return outcome.State == TaskState.Success ? Payloads.Read<T>(outcome.Result!) : throw new TaskFailedException(outcome);
    }

    /// <summary>Cancels it unless it has ended.</summary>
    public Task<CancelReply> CancelAsync(string reason, CancellationToken cancellationToken = default) => _client.CancelTaskAsync(Id, reason, cancellationToken);
}
