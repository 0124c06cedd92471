using FuncX.Actors.Grains.Tasks;
using Orleans.Concurrency;

namespace FuncX.Actors.Grains.Catalog;

/// <summary>Lists by indexed queries.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(ICatalogStore store, ITaskLedger ledger) : Grain, ICatalogGrain
{
    private const int MaxRows = 1_000;

    public Task<Caller> WhoAmIAsync(Caller caller) => Task.FromResult(caller);

    public async Task<EndpointInfo[]> ListEndpointsAsync(Caller caller) =>
        [.. await store.ListEndpointsAsync(OwnerOf(caller), MaxRows, CancellationToken.None)];

    public async Task<FunctionInfo[]> ListFunctionsAsync(Caller caller) =>
        [.. await store.ListFunctionsAsync(OwnerOf(caller), MaxRows, CancellationToken.None)];

    public async Task<TaskListItem[]> ListTasksAsync(Caller caller, TaskListRequest request)
    {
        if (request.Limit is < 1 or > MaxRows)
            throw new InvalidRequestException($"List 1 to {MaxRows:N0} tasks at once, not {request.Limit:N0}.");
        var owner = OwnerOf(caller);
        if (owner is not null && request.User is not null && request.User != owner)
            throw new AccessDeniedException("Tasks of other accounts need the admin role.");
        return [.. await ledger.ListAsync(request with { User = owner ?? request.User }, CancellationToken.None)];
    }

    private static string? OwnerOf(Caller caller) => caller.Is(CallerRoles.Admin | CallerRoles.System) ? null : caller.User;
}
