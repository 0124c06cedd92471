namespace FuncX.Actors.Grains.Tasks;

/// <summary>The only place that knows which transitions of a task are legal: pure. The table is in docs/state-machines.md.</summary>
public static class TaskLifecycle
{
    /// <summary>What an event does to a task in a state. An ended task ignores everything.</summary>
    public static TaskStep Apply(TaskState state, TaskEvent taskEvent)
    {
        if (state.IsTerminal())
            return Ignore(state);

        return taskEvent switch
        {
            TaskEvent.EndpointOnline => IsQueued(state) ? To(TaskState.WaitingForNodes) : To(state),
            TaskEvent.EndpointOffline => IsQueued(state) ? To(TaskState.WaitingForEndpoint) : To(state),
            TaskEvent.HandedOut => IsQueued(state) ? To(TaskState.WaitingForLaunch) : Ignore(state),
            TaskEvent.Started => To(TaskState.Running),
            TaskEvent.Returned => state == TaskState.WaitingForLaunch ? To(TaskState.WaitingForNodes, TaskEffects.Requeue) : Ignore(state),
            TaskEvent.LostRetry => IsLeased(state) ? To(TaskState.WaitingForNodes, TaskEffects.RecordLoss | TaskEffects.Requeue) : Ignore(state),
            TaskEvent.LostFinal => IsLeased(state) ? To(TaskState.Failed, TaskEffects.RecordLoss | TaskEffects.RecordOutcome) : Ignore(state),
            TaskEvent.Succeeded => To(TaskState.Success, TaskEffects.RecordOutcome),
            TaskEvent.Failed => To(TaskState.Failed, TaskEffects.RecordOutcome),
            TaskEvent.Cancelled => To(TaskState.Cancelled, TaskEffects.RecordOutcome | (IsLeased(state) ? TaskEffects.StopAtAgent : TaskEffects.None)),
            TaskEvent.Expired => IsQueued(state) ? To(TaskState.Failed, TaskEffects.RecordOutcome) : Ignore(state),
            _ => throw new ArgumentOutOfRangeException(nameof(taskEvent), taskEvent, "Unknown event."),
        };
    }

    /// <summary>It waits in the service.</summary>
    public static bool IsQueued(TaskState state) => state is TaskState.Received or TaskState.WaitingForEndpoint or TaskState.WaitingForNodes;

    /// <summary>It is in the agent's hands.</summary>
    public static bool IsLeased(TaskState state) => state is TaskState.WaitingForLaunch or TaskState.Running;

    private static TaskStep To(TaskState state, TaskEffects effects = TaskEffects.None) => new(state, effects);

    private static TaskStep Ignore(TaskState state) => new(state, TaskEffects.Ignore);
}
