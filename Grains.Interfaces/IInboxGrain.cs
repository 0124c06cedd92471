using Orleans.Concurrency;

namespace FuncX.Actors;

/// <summary>Outcomes on their way to one client process; key: <see cref="InboxKey"/>. In memory only: the rows are the truth.</summary>
[Alias("funcx.IInboxGrain")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>Long poll. Outcomes up to <paramref name="acknowledged"/> are forgotten.</summary>
    /// <param name="acknowledged">Position of the last page, 0 at first.</param>
    /// <param name="wait">At most 20 s.</param>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<InboxPage> PollAsync(Caller caller, long acknowledged, TimeSpan wait);

    /// <summary>Which of these tasks of the caller have ended, from the rows; the others come by <see cref="PollAsync"/> when they do.</summary>
    /// <param name="tasks">1 to 10,000 ids; those of other accounts count as unknown.</param>
    /// <returns>At most 4 MiB of outcomes, one larger outcome alone: ask again for the rest.</returns>
    [AllowCallers(CallerRoles.User | CallerRoles.Admin | CallerRoles.System), AlwaysInterleave]
    Task<TaskOutcome[]> WatchAsync(Caller caller, TaskId[] tasks);

    /// <summary>New outcomes from the endpoints.</summary>
    [AllowCallers(CallerRoles.System)]
    Task DeliverAsync(Caller caller, TaskOutcome[] outcomes);
}
