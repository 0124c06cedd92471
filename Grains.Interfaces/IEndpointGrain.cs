using Orleans.Concurrency;

namespace FuncX.Actors;

/// <summary>One endpoint: its queue, its agent's session and leases.</summary>
[Alias("funcx.IEndpointGrain")]
public interface IEndpointGrain : IGrainWithGuidKey
{
    /// <summary>Registers the endpoint under the grain's key and makes the agent's token. Again by the owner: a new token, the old one ends.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin)]
    Task<EndpointRegistration> RegisterAsync(Caller caller, EndpointSpec spec);

    /// <summary>Name, owner and rights.</summary>
    /// <exception cref="ResourceNotFoundException">There is none, or the caller may not use it.</exception>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task<EndpointInfo> GetAsync(Caller caller);

    /// <summary>What it does now.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<EndpointStatus> GetStatusAsync(Caller caller);

    /// <summary>Takes no new tasks; its agent's token ends; queued tasks are cancelled.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin)]
    Task DeleteAsync(Caller caller);

    /// <summary>Notice that committed tasks wait for this endpoint. Losing it is harmless: the tail is read again.</summary>
    [AllowCallers(CallerRoles.System), AlwaysInterleave]
    Task EnqueueAsync(Caller caller, QueuedTask[] tasks);

    /// <summary>Waits until the task has ended, as far as this owner hears of it.</summary>
    /// <param name="wait">At most 20 s.</param>
    /// <returns>False when the time is over; the caller reads the rows in either case.</returns>
    [AllowCallers(CallerRoles.System), AlwaysInterleave]
    Task<bool> AwaitEndAsync(Caller caller, TaskId task, TimeSpan wait);

    /// <summary>Where a task that has not ended stands, and why.</summary>
    [AllowCallers(CallerRoles.System), AlwaysInterleave]
    Task<TaskPlace> LocateAsync(Caller caller, TaskId task);

    /// <summary>Forgets tasks that ended elsewhere (a cancel): takes them out of the queue, or tells the agent to stop them, and wakes who waits.</summary>
    [AllowCallers(CallerRoles.System), AlwaysInterleave]
    Task EndedAsync(Caller caller, TaskOutcome[] outcomes);

    /// <summary>Ends tasks whose time to live is over, unless an agent holds them.</summary>
    /// <returns>How many it ended.</returns>
    [AllowCallers(CallerRoles.System)]
    Task<int> ExpireAsync(Caller caller, QueuedTask[] tasks);

    /// <summary>Attaches an agent; an older session is replaced.</summary>
    [AllowCallers(CallerRoles.Agent)]
    Task<AttachReply> AttachAsync(Caller caller, AgentHello hello);

    /// <summary>Leases tasks: at-least-once.</summary>
    /// <exception cref="SessionReplacedException">Attach again.</exception>
    [AllowCallers(CallerRoles.Agent), AlwaysInterleave]
    Task<PullReply> PullAsync(Caller caller, AgentSession session, PullRequest request);

    /// <summary>Bodies of functions of tasks that this session holds; unknown ones are left out.</summary>
    [AllowCallers(CallerRoles.Agent), AlwaysInterleave]
    Task<FunctionBody[]> FetchFunctionsAsync(Caller caller, AgentSession session, FunctionId[] functions);

    /// <summary>Reports ends, starts and losses; what it returns for is durable.</summary>
    /// <exception cref="SessionReplacedException">Attach again, then report again.</exception>
    [AllowCallers(CallerRoles.Agent), AlwaysInterleave]
    Task<ReportReply> ReportAsync(Caller caller, AgentSession session, ReportRequest report);

    /// <summary>Sign of life.</summary>
    [AllowCallers(CallerRoles.Agent), AlwaysInterleave]
    Task<HeartbeatReply> HeartbeatAsync(Caller caller, AgentSession session, AgentStatus status);

    /// <summary>The agent leaves after it has reported everything: the endpoint is offline at once.</summary>
    [AllowCallers(CallerRoles.Agent)]
    Task DetachAsync(Caller caller, AgentSession session, string reason);
}
