namespace FuncX.Actors.Grains.Catalog;

/// <summary>Lists of functions and endpoints.</summary>
public interface ICatalogStore
{
    /// <summary>By name; all owners when <paramref name="owner"/> is null; deleted ones left out.</summary>
    Task<IReadOnlyList<EndpointInfo>> ListEndpointsAsync(string? owner, int limit, CancellationToken cancellationToken);

    /// <summary>Newest first; all owners when <paramref name="owner"/> is null; deleted ones left out.</summary>
    Task<IReadOnlyList<FunctionInfo>> ListFunctionsAsync(string? owner, int limit, CancellationToken cancellationToken);
}
