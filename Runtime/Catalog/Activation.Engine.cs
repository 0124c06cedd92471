using FuncX.Actors.Runtime.Storage;
using FuncX.Actors.Runtime.Timers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>What grain code asks of its activation.</summary>
internal sealed partial class Activation
{
    private List<IStateFacet>? _facets;
    private HashSet<GrainTimer>? _timers;
    private LazyScope? _scope;
    private GrainReference? _reference;
    private long _keepAliveUntil;

    public GrainReference GrainReference => _reference ??= _silo.Factory.CreateReference(GrainId, _class.Interfaces[0]);

    public IServiceProvider ActivationServices => _scope ??= new LazyScope(_silo.Services, this);

    public IGrainFactory GrainFactory => _silo.Factory;

    public string RuntimeIdentity => _silo.Address.ToString();

    public IGrainTimer RegisterTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer<TState>(this, callback, state, options);
        lock (Loop) (_timers ??= []).Add(timer);
        if (State is ActivationState.Deactivating or ActivationState.Ended) timer.Dispose();
        else timer.Arm();
        return timer;
    }

    public void DeactivateOnIdle() =>
        Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        long until;
        if (timeSpan == Timeout.InfiniteTimeSpan || timeSpan == TimeSpan.MaxValue) until = long.MaxValue;
        else if (timeSpan <= TimeSpan.Zero) until = 0;
        else until = _silo.Clock.DeadlineAfter(timeSpan);
        Volatile.Write(ref _keepAliveUntil, until);
    }

    public IStorage<TState> CreateStorage<TState>()
    {
        var facet = new StateFacet<TState>(this, _class.Type.FullName!, StorageNames.Find(_silo.Services, _class, null));
        (_facets ??= []).Add(facet);
        return facet;
    }

    public IPersistentState<T> GetPersistentState<T>(string stateName, string? storageName)
    {
        var facet = new StateFacet<T>(this, stateName, StorageNames.Find(_silo.Services, _class, storageName));
        (_facets ??= []).Add(facet);
        return facet;
    }

    public IAddressable GetReference(GrainId grainId, Type interfaceType) => _silo.Factory.CreateReference(grainId, interfaceType);

    internal void Touch() => Volatile.Write(ref _lastUsed, _silo.Clock.Now);

    internal void Forget(GrainTimer timer)
    {
        lock (Loop) _timers?.Remove(timer);
    }

    private void StopTimers()
    {
        GrainTimer[] timers;
        lock (Loop)
        {
            if (_timers is null) return;
            timers = [.. _timers];
            _timers = null;
        }
        foreach (var timer in timers) timer.Dispose();
    }
}
