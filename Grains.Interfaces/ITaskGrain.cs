using Orleans.Concurrency;

namespace FuncX.Actors;

/// <summary>A task's address: status, wait, cancel. The key is the task's id.</summary>
[Alias("funcx.ITaskGrain")]
public interface ITaskGrain : IGrainWithGuidKey
{
    /// <summary>Rows and place of the task now; with the outcome if it has ended.</summary>
    /// <exception cref="ResourceNotFoundException">There is none, or it is another account's.</exception>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<TaskSnapshot> GetAsync(Caller caller);

    /// <summary>As <see cref="GetAsync"/>, after the end of the task or of the wait.</summary>
    /// <param name="wait">At most 20 s.</param>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<TaskSnapshot> WaitAsync(Caller caller, TimeSpan wait);

    /// <summary>Records the cancelled outcome unless the task has ended; a running function is stopped as soon as the agent hears of it.</summary>
    /// <param name="reason">At most 500 characters; recorded with the caller's name.</param>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<CancelReply> CancelAsync(Caller caller, string reason);
}
