using System.Collections;
using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

/// <summary>A set of observers by key, each kept for a while after it last subscribed. For one grain: not safe for parallel use.</summary>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime LastSeen)> _observers = [];
    private readonly ILogger _log;

    /// <summary>An empty set.</summary>
    /// <param name="expiration">How long a subscription holds without being renewed.</param>
    /// <param name="log">Where losses are reported.</param>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _log = log;
        GetDateTime = static () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock, UTC; replaceable for tests.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How long a subscription holds without being renewed.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>Subscriptions, expired ones that nobody has met yet included.</summary>
    public int Count => _observers.Count;

    /// <summary>A copy of the set.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _observers.ToDictionary(static pair => pair.Key, static pair => pair.Value.Observer);

    /// <summary>Removes all.</summary>
    public void Clear() => _observers.Clear();

    /// <summary>Adds or renews.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _observers[id] = (observer, GetDateTime());

    /// <summary>Removes.</summary>
    public void Unsubscribe(TIdentity id) => _observers.Remove(id);

    /// <summary>Removes those that were not renewed in time.</summary>
    public void ClearExpired()
    {
        foreach (var (id, _) in Snapshot(null, keepLive: false)) _observers.Remove(id);
    }

    /// <summary>Tells every observer that is not expired; one that fails is removed and reported in the log.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ClearExpired();
        foreach (var (id, observer) in Snapshot(predicate, keepLive: true))
        {
            try
            {
                notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    /// <summary>Tells every observer that is not expired, one after the other; one that fails is removed and reported in the log.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ClearExpired();
        foreach (var (id, observer) in Snapshot(predicate, keepLive: true))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    /// <inheritdoc />
    public IEnumerator<TObserver> GetEnumerator() => _observers.Values.Select(static entry => entry.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Observer {Observer} failed and was removed")]
    private static partial void LogDropped(ILogger logger, string? observer, Exception exception);

    private List<(TIdentity Id, TObserver Observer)> Snapshot(Func<TObserver, bool>? predicate, bool keepLive)
    {
        var oldest = GetDateTime() - ExpirationDuration;
        var result = new List<(TIdentity, TObserver)>();
        foreach (var (id, (observer, lastSeen)) in _observers)
        {
            if (lastSeen >= oldest == keepLive && (predicate is null || predicate(observer))) result.Add((id, observer));
        }

        return result;
    }

    private void Drop(TIdentity id, Exception exception)
    {
        _observers.Remove(id);
        LogDropped(_log, id.ToString(), exception);
    }
}
