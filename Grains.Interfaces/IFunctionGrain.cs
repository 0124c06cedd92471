namespace FuncX.Actors;

/// <summary>One registered function. Its key is the function's id, made by the client: registering again with the same content is the same registration.</summary>
[Alias("funcx.IFunctionGrain")]
public interface IFunctionGrain : IGrainWithGuidKey
{
    /// <summary>Registers the function under the grain's key; durable when it returns.</summary>
    /// <exception cref="TooLargeException">The body is over 1 MiB.</exception>
    /// <exception cref="InvalidRequestException">The body is not one packed buffer of a known format, or the name is empty or too long.</exception>
    /// <exception cref="ConflictException">The id is registered with other content or by somebody else.</exception>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin)]
    Task<FunctionInfo> RegisterAsync(Caller caller, FunctionSpec spec);

    /// <summary>What is known of it.</summary>
    /// <exception cref="ResourceNotFoundException">There is none, or the caller may not use it.</exception>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task<FunctionInfo> GetAsync(Caller caller);

    /// <summary>The body, for an endpoint that is about to run it.</summary>
    /// <exception cref="ResourceNotFoundException">There is none.</exception>
    [AllowCallers(CallerRoles.System)]
    Task<FunctionBody> GetBodyAsync(Caller caller);

    /// <summary>Refuses new tasks that name it; tasks already accepted still run.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin)]
    Task DeleteAsync(Caller caller);
}
