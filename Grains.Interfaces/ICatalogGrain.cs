namespace FuncX.Actors;

/// <summary>Lists, each an indexed query. Stateless; key 0.</summary>
[Alias("funcx.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>Who the caller is, as far as its token says.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.Agent)]
    Task<Caller> WhoAmIAsync(Caller caller);

    /// <summary>The caller's endpoints, or all for an administrator, by name; at most 1,000.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task<EndpointInfo[]> ListEndpointsAsync(Caller caller);

    /// <summary>The caller's functions, or all for an administrator, newest first; at most 1,000.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task<FunctionInfo[]> ListFunctionsAsync(Caller caller);

    /// <summary>Tasks, newest first.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task<TaskListItem[]> ListTasksAsync(Caller caller, TaskListRequest request);
}
