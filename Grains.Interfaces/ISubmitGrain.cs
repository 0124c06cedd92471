namespace FuncX.Actors;

/// <summary>The way in for tasks: checks rights and limits, commits, tells the endpoints. Stateless; key 0.</summary>
[Alias("funcx.ISubmitGrain")]
public interface ISubmitGrain : IGrainWithIntegerKey
{
    /// <summary>Makes tasks durable. Idempotent by task id: sending the same request again is safe.</summary>
    /// <returns>After the commit; tasks that are refused are named one by one.</returns>
    /// <exception cref="OverloadedException">Too many bytes in flight, or the caller's rate is over its limit.</exception>
    /// <exception cref="StorageUnavailableException">Nothing is known to be durable; send the same request again.</exception>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task<SubmitReply> SubmitAsync(Caller caller, SubmitRequest request);
}
