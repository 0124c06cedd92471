namespace FuncX.Actors.Grains.Tasks;

/// <summary>The durable record of tasks, attempts and outcomes: insert-only. Postgres implements it; memory is the throw-away second.</summary>
/// <remarks>Every write returns after its commit. Writes are bounded: a full ledger makes the caller wait, then fails as <see cref="OverloadedException"/>;
/// a database that stays away fails as <see cref="StorageUnavailableException"/>, and then nothing is known of the write: repeat it.</remarks>
public interface ITaskLedger
{
    /// <summary>Inserts tasks. Repeating is safe.</summary>
    /// <returns>One verdict per record, in order.</returns>
    Task<TaskVerdict[]> InsertTasksAsync(IReadOnlyList<TaskRecord> tasks);

    /// <summary>Inserts outcomes; the first one of a task wins for ever.</summary>
    /// <returns>One verdict per record, in order.</returns>
    Task<OutcomeVerdict[]> InsertOutcomesAsync(IReadOnlyList<OutcomeRecord> outcomes);

    /// <summary>Inserts events of attempts.</summary>
    /// <returns>Per record: true if it is new, false if it was there.</returns>
    Task<bool[]> InsertAttemptsAsync(IReadOnlyList<AttemptRecord> attempts);

    /// <summary>The highest sequence drawn so far, committed or not.</summary>
    Task<long> ReadSequenceAsync(CancellationToken cancellationToken);

    /// <summary>The (priority, user) pairs with a task above their low-water mark, each with its mark.</summary>
    Task<IReadOnlyList<QueueKey>> ReadQueueKeysAsync(EndpointId endpoint, CancellationToken cancellationToken);

    /// <summary>Tasks of one (endpoint, priority, user) with a sequence above <paramref name="after"/> and neither outcome nor <see cref="AttemptEvent.Started"/>, lowest sequence first.</summary>
    Task<IReadOnlyList<TaskRecord>> ReadQueueAsync(EndpointId endpoint, int priority, string user, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Open tasks of an endpoint with any <see cref="AttemptEvent.Started"/> event, those whose latest attempt was lost again included:
    /// the low-water mark has passed them, so that <see cref="ReadQueueAsync"/> does not show them.</summary>
    Task<IReadOnlyList<StartedTask>> ReadStartedAsync(EndpointId endpoint, CancellationToken cancellationToken);

    /// <summary>Remembers low-water marks; a hint, written at most once a second.</summary>
    Task SaveMarksAsync(EndpointId endpoint, IReadOnlyList<QueueKey> marks);

    /// <summary>Task rows by id; unknown ids are left out.</summary>
    Task<IReadOnlyList<TaskRecord>> ReadTasksAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Outcomes by task id; open or unknown tasks are left out.</summary>
    Task<IReadOnlyList<OutcomeRecord>> ReadOutcomesAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Events of attempts of these tasks, by task and number.</summary>
    Task<IReadOnlyList<AttemptRecord>> ReadAttemptsAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Outcomes of a batch after a cursor, in order of completion, only from transactions that no running one can precede.</summary>
    /// <param name="maxBytes">Stop after this many bytes of results; at least one row is returned.</param>
    Task<GroupPage> ReadGroupAsync(GroupId group, ResultCursor after, int max, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Counts of a batch.</summary>
    Task<GroupCounts> CountGroupAsync(GroupId group, CancellationToken cancellationToken);

    /// <summary>Tasks newest first, for lists.</summary>
    Task<IReadOnlyList<TaskListItem>> ListAsync(TaskListRequest request, CancellationToken cancellationToken);

    /// <summary>Open tasks whose time to live is over, at most <paramref name="limit"/>, of all endpoints.</summary>
    Task<IReadOnlyList<TaskRecord>> ReadExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
