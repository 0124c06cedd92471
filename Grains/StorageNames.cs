namespace FuncX.Actors.Grains;

/// <summary>Names under which grain state is stored.</summary>
public static class StorageNames
{
    /// <summary>The storage provider.</summary>
    public const string Provider = "funcx";

    /// <summary>State of <see cref="Functions.FunctionGrain"/>.</summary>
    public const string Function = "function";

    /// <summary>State of <see cref="Endpoints.EndpointGrain"/>.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>State of <see cref="Batches.BatchGrain"/>.</summary>
    public const string Group = "group";
}
