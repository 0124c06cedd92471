using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Utilities;

namespace FuncX.Actors.Runtime.Tests.Abstractions;

public sealed class ObserverManagerTests
{
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Notify_ExpiredObserver_IsForgotten()
    {
        var manager = NewManager();
        manager.Subscribe(1, "a");
        _now += TimeSpan.FromSeconds(50);
        manager.Subscribe(2, "b");
        manager.Subscribe(1, "a2");
        _now += TimeSpan.FromSeconds(50);
        Assert.Equal(["a2", "b"], Notified(manager));
        _now += TimeSpan.FromSeconds(11);
        manager.Subscribe(2, "b");
        Assert.Equal(["b"], Notified(manager));
        Assert.Equal(1, manager.Count);
    }

    [Fact]
    public async Task Notify_FailingObserver_IsRemovedAndTheOthersAreTold()
    {
        var manager = NewManager();
        manager.Subscribe(1, "bad");
        manager.Subscribe(2, "good");
        var told = new List<string>();
        await manager.Notify(async observer =>
        {
            await Task.Yield();
            if (observer == "bad") throw new InvalidOperationException("gone");
            told.Add(observer);
        });
        Assert.Equal(["good"], told);
        Assert.Equal([2], manager.Observers.Keys);
    }

    [Fact]
    public void Notify_Predicate_Chooses()
    {
        var manager = NewManager();
        manager.Subscribe(1, "a");
        manager.Subscribe(2, "b");
        Assert.Equal(["b"], Notified(manager, static observer => observer == "b"));
        manager.Unsubscribe(2);
        Assert.Equal(["a"], manager);
        manager.Clear();
        Assert.Empty(manager);
    }

    private static List<string> Notified(ObserverManager<int, string> manager, Func<string, bool>? predicate = null)
    {
        var told = new List<string>();
        manager.Notify(told.Add, predicate);
        told.Sort(StringComparer.Ordinal);
        return told;
    }

    private ObserverManager<int, string> NewManager() => new(TimeSpan.FromMinutes(1), NullLogger.Instance) { GetDateTime = () => _now };
}
