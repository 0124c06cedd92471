using FuncX.Actors.Grains.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace FuncX.Actors.Grains.Tasks;

/// <summary>Checks, commits, tells the endpoints. Holds no state, so that any number may run side by side.</summary>
[StatelessWorker]
internal sealed partial class SubmitGrain(
    ITaskLedger ledger,
    SubmitDirectory directory,
    SubmitGate gate,
    IOptions<SubmitOptions> options,
    TimeProvider clock,
    ILogger<SubmitGrain> log) : Grain, ISubmitGrain
{
    private readonly SubmitOptions _options = options.Value;

    public async Task<SubmitReply> SubmitAsync(Caller caller, SubmitRequest request)
    {
        gate.CountCall(caller);
        if (request.Tasks.Length == 0 || request.Tasks.Length > _options.MaxTasksPerCall)
            throw new InvalidRequestException($"A submit holds 1 to {_options.MaxTasksPerCall:N0} tasks, this one {request.Tasks.Length:N0}.", "Split it into chunks.");
        if (request.Inbox is { } inbox && !InboxKey.BelongsTo(inbox, caller.User))
            throw new AccessDeniedException("The inbox belongs to another account.");
        using var reservation = gate.Reserve(request.Tasks.Sum(t => (long)(t.Payload?.Length ?? 0)));

        var now = clock.GetUtcNow();
        var refused = new List<TaskRefusal>();
        var accepted = new List<(int Index, TaskRecord Record)>(request.Tasks.Length);
        for (var i = 0; i < request.Tasks.Length; i++)
        {
            var spec = request.Tasks[i];
            if (SubmitRules.Check(i, spec, _options) is { } wrong)
                refused.Add(wrong);
            else if (await CheckRightsAsync(i, spec, caller) is { } denied)
                refused.Add(denied);
            else
                accepted.Add((i, ToRecord(spec, caller, request.Inbox, now)));
        }
        await RefuseStaleIdsAsync(accepted, refused, now);
        await CommitAsync(accepted, refused);
        if (refused.Count > 1)
            refused.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        return new SubmitReply { Refused = refused.ToArray() };
    }

    private async ValueTask<TaskRefusal?> CheckRightsAsync(int index, TaskSpec spec, Caller caller)
    {
        var function = await directory.FindAsync(spec.Function);
        if (function is null || function.IsDeleted || !Rights.MayUse(caller, function.Owner, function.IsPublic))
            return SubmitRules.Refuse(index, spec, "FUNCTION_NOT_FOUND", $"Function {spec.Function} could not be resolved.", "Register it first, or ask its owner to make it public.");
        var endpoint = await directory.FindAsync(spec.Endpoint);
        if (endpoint is null || endpoint.IsDeleted || !Rights.MayUse(caller, endpoint.Owner, endpoint.IsPublic))
            return SubmitRules.Refuse(index, spec, "ENDPOINT_NOT_FOUND", $"Endpoint {spec.Endpoint} could not be resolved.", "List yours with `funcx endpoints list`.");
        if (spec.Group is { } group && (await directory.FindOwnerAsync(group) is not { } owner || !caller.MayActFor(owner)))
            return SubmitRules.Refuse(index, spec, "TASK_GROUP_NOT_FOUND", $"Batch {group} could not be resolved.", "Open the batch before submitting to it.");
        return null;
    }

    /// <summary>An id with an old time is fine only for a task that is there already: a repeated submit.</summary>
    private async Task RefuseStaleIdsAsync(List<(int Index, TaskRecord Record)> accepted, List<TaskRefusal> refused, DateTimeOffset now)
    {
        var stale = accepted.Where(a => !SubmitRules.IsFreshId(a.Record.Spec.Id, _options, now)).ToList();
        if (stale.Count == 0)
            return;
        var known = (await ledger.ReadTasksAsync(stale.ConvertAll(a => a.Record.Spec.Id), CancellationToken.None)).Select(r => r.Spec.Id).ToHashSet();
        foreach (var (index, record) in stale.Where(a => !known.Contains(a.Record.Spec.Id)))
            refused.Add(SubmitRules.RefuseId(index, record.Spec, _options));
        accepted.RemoveAll(a => !SubmitRules.IsFreshId(a.Record.Spec.Id, _options, now) && !known.Contains(a.Record.Spec.Id));
    }

    private async Task CommitAsync(List<(int Index, TaskRecord Record)> accepted, List<TaskRefusal> refused)
    {
        if (accepted.Count == 0)
            return;
        var verdicts = await ledger.InsertTasksAsync(accepted.ConvertAll(a => a.Record));
        var queued = new List<QueuedTask>(accepted.Count);
        for (var i = 0; i < accepted.Count; i++)
        {
            var (index, record) = accepted[i];
            switch (verdicts[i].Kind)
            {
                case TaskVerdictKind.Inserted:
                    queued.Add((record with { Sequence = verdicts[i].Sequence }).ToQueued());
                    break;
                case TaskVerdictKind.Conflict:
                    refused.Add(SubmitRules.Refuse(index, record.Spec, "TASK_ID_CONFLICT", $"Task id {record.Spec.Id} names another task.", "Make a new id for every task."));
                    break;
                case TaskVerdictKind.Rejected:
                    refused.Add(SubmitRules.Refuse(index, record.Spec, "REQUEST_MALFORMED", "The task cannot be stored: " + verdicts[i].Error, "Correct it and submit it under a new id."));
                    break;
                default:
                    break; // a repeated submit: its first commit was told to the endpoint, or the endpoint's next reading finds it
            }
        }
        foreach (var byEndpoint in queued.GroupBy(q => q.Spec.Endpoint))
            NotifyEndpoint(byEndpoint.Key, byEndpoint.ToArray());
    }

    private void NotifyEndpoint(EndpointId endpoint, QueuedTask[] tasks) =>
        _ = GrainFactory.GetGrain<IEndpointGrain>(endpoint.Value).EnqueueAsync(Caller.System, tasks).ContinueWith(
            (task, _) => LogNoticeLost(endpoint, tasks.Length, task.Exception!.GetBaseException().Message),
            null,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private TaskRecord ToRecord(TaskSpec spec, Caller caller, string? inbox, DateTimeOffset now) => new()
    {
        Spec = spec,
        User = caller.User,
        SpecHash = SpecHash.Of(spec),
        Inbox = spec.Group is null ? inbox : null,
        SubmittedAt = now,
        ExpiresAt = now + (spec.TimeToLive ?? _options.MaxTimeToLive),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {Endpoint} did not hear of {Count} committed tasks ({Reason}); it finds them at its next reading.")]
    private partial void LogNoticeLost(EndpointId endpoint, int count, string reason);
}
