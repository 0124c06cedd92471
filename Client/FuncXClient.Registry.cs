namespace FuncX.Actors.Client;

/// <summary>Functions and endpoints.</summary>
public sealed partial class FuncXClient
{
    /// <summary>Registers Python source.</summary>
    /// <param name="name">The function's name, which the source defines.</param>
    /// <param name="source">Python source; imports go inside the function.</param>
    /// <param name="isPublic">Everybody may call it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<FunctionId> RegisterFunctionAsync(string name, string source, bool isPublic = false, CancellationToken cancellationToken = default) =>
        RegisterFunctionAsync(new FunctionSpec { Name = name, Body = Payloads.PackSource(name, source), IsPublic = isPublic }, cancellationToken);

    /// <summary>Registers a function in any format of the SDK.</summary>
    public async Task<FunctionId> RegisterFunctionAsync(FunctionSpec spec, CancellationToken cancellationToken = default)
    {
        var id = FunctionId.New();
        await RetryAsync(() => FunctionGrain(id).RegisterAsync(Caller.FromToken, spec), cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>What is known of a function.</summary>
    public Task<FunctionInfo> GetFunctionAsync(FunctionId id, CancellationToken cancellationToken = default) =>
        RetryAsync(() => FunctionGrain(id).GetAsync(Caller.FromToken), cancellationToken);

    /// <summary>The account's functions, newest first; all for an administrator.</summary>
    public Task<FunctionInfo[]> ListFunctionsAsync(CancellationToken cancellationToken = default) =>
        RetryAsync(() => Grains.GetGrain<ICatalogGrain>(0).ListFunctionsAsync(Caller.FromToken), cancellationToken);

    /// <summary>Refuses new tasks that name the function.</summary>
    public Task DeleteFunctionAsync(FunctionId id, CancellationToken cancellationToken = default) =>
        RetryAsync(() => FunctionGrain(id).DeleteAsync(Caller.FromToken), cancellationToken);

    /// <summary>Registers an endpoint, or makes a new token for one of the account's: the old token ends.</summary>
    public Task<EndpointRegistration> RegisterEndpointAsync(EndpointId id, EndpointSpec spec, CancellationToken cancellationToken = default) =>
        RetryAsync(() => EndpointGrain(id).RegisterAsync(Caller.FromToken, spec), cancellationToken);

    /// <summary>What an endpoint does now.</summary>
    public Task<EndpointStatus> GetEndpointAsync(EndpointId id, CancellationToken cancellationToken = default) =>
        RetryAsync(() => EndpointGrain(id).GetStatusAsync(Caller.FromToken), cancellationToken);

    /// <summary>The account's endpoints by name; all for an administrator.</summary>
    public Task<EndpointInfo[]> ListEndpointsAsync(CancellationToken cancellationToken = default) =>
        RetryAsync(() => Grains.GetGrain<ICatalogGrain>(0).ListEndpointsAsync(Caller.FromToken), cancellationToken);

    /// <summary>Deletes an endpoint: its agent's token ends, queued tasks are cancelled.</summary>
    public Task DeleteEndpointAsync(EndpointId id, CancellationToken cancellationToken = default) =>
        RetryAsync(() => EndpointGrain(id).DeleteAsync(Caller.FromToken), cancellationToken);

    private IFunctionGrain FunctionGrain(FunctionId id) => Grains.GetGrain<IFunctionGrain>(id.Value);

    private IEndpointGrain EndpointGrain(EndpointId id) => Grains.GetGrain<IEndpointGrain>(id.Value);
}
