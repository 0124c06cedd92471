using Orleans.Concurrency;

namespace FuncX.Actors;

/// <summary>One batch (task group): progress and results by cursor. Its tasks go through <see cref="ISubmitGrain"/> with the batch's id.</summary>
[Alias("funcx.IBatchGrain")]
public interface IBatchGrain : IGrainWithGuidKey
{
    /// <summary>Opens the batch under the grain's key; again by the same account: no change.</summary>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System)]
    Task CreateAsync(Caller caller, BatchSpec spec);

    /// <summary>Who opened it.</summary>
    /// <exception cref="ResourceNotFoundException">There is none.</exception>
    [AllowCallers(CallerRoles.System), AlwaysInterleave]
    Task<string> GetOwnerAsync(Caller caller);

    /// <summary>Counts.</summary>
    /// <exception cref="ResourceNotFoundException">There is none, or it is another account's.</exception>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<BatchProgress> GetProgressAsync(Caller caller);

    /// <summary>Outcomes after the cursor in order of completion; resumable from any process.</summary>
    /// <param name="max">1 to 10,000.</param>
    /// <param name="wait">How long to wait for the first one, at most 20 s.</param>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<ResultPage> ReadAsync(Caller caller, ResultCursor after, int max, TimeSpan wait);

    /// <summary>Notice that outcomes of this batch were committed.</summary>
    [AllowCallers(CallerRoles.System), OneWay]
    Task NotifyAsync(Caller caller, int outcomes);
}
