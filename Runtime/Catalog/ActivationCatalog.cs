using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Timers;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>The activations of this silo by grain id.</summary>
internal sealed class ActivationCatalog
{
    private readonly SiloRuntime _silo;
    private readonly Dictionary<GrainType, GrainClassEntry> _classes = [];
    private readonly ConcurrentDictionary<GrainId, IDispatchTarget> _targets = new();

    internal ActivationCatalog(SiloRuntime silo)
    {
        _silo = silo;
        foreach (var grainClass in CodegenRegistry.Classes)
        {
            var entry = new GrainClassEntry(
                grainClass,
                silo.Messaging.MaxEnqueuedRequestsHardLimit,
                silo.Messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker,
                CollectionAge(grainClass, silo.Collection));
            if (!_classes.TryAdd(entry.GrainType, entry))
            {
                throw new OrleansConfigurationException(
                    $"{grainClass.Type} and {_classes[entry.GrainType].Type} have the same grain type \"{grainClass.GrainTypeName}\": give one of them a [GrainType].");
            }
        }
    }

    /// <summary>All grain classes of this silo.</summary>
    internal IReadOnlyCollection<GrainClassEntry> Classes => _classes.Values;

    /// <summary>Grain ids that have an activation or a pool here.</summary>
    internal int Count => _targets.Count;

    /// <summary>Finds or makes what answers for the message's target; false if no class has that type.</summary>
    internal bool TryGetTarget(RequestMessage message, [NotNullWhen(true)] out IDispatchTarget? target)
    {
        if (_targets.TryGetValue(message.Target, out target)) return true;
        if (!_classes.TryGetValue(message.Target.Type, out var grainClass)) return false;
        if (grainClass.MaxWorkers > 0)
        {
            target = _targets.GetOrAdd(message.Target, static (id, state) => new WorkerPool(state._silo, state.grainClass, id), (_silo, grainClass));
            return true;
        }
        var created = new Activation(_silo, grainClass, message.Target, pool: null);
        target = _targets.GetOrAdd(message.Target, created);
        if (ReferenceEquals(target, created)) created.Begin(message.Context);
        return true;
    }

    /// <summary>Forgets an activation or pool that has ended; its successor, if there is one, stays.</summary>
    internal void Remove(IDispatchTarget target, GrainId id) => _targets.TryRemove(KeyValuePair.Create(id, target));

    internal void Remove(Activation activation) => Remove(activation, activation.GrainId);

    /// <summary>Every activation of the moment.</summary>
    internal IEnumerable<Activation> Activations()
    {
        foreach (var (_, target) in _targets)
        {
            if (target is Activation activation) yield return activation;
            else
            {
                foreach (var worker in ((WorkerPool)target).Workers()) yield return worker;
            }
        }
    }

    /// <summary>Ends the activations that were idle for longer than their class allows.</summary>
    /// <returns>How many.</returns>
    internal int CollectIdle()
    {
        var now = _silo.Clock.Now;
        var collected = 0;
        foreach (var activation in Activations())
        {
            if (activation.IdleTicks(now) < activation.Class.CollectionAgeTicks) continue;
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Idle for longer than its collection age."));
            collected++;
        }
        return collected;
    }

    /// <summary>Ends every activation, and waits for it.</summary>
    internal Task DeactivateAllAsync() => Task.WhenAll(Activations().Select(activation =>
    {
        activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."));
        return activation.Deactivated;
    }));

    private static long CollectionAge(GrainClass grainClass, GrainCollectionOptions options)
    {
        if (grainClass.KeepAlive) return long.MaxValue;
        var age = options.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out var specific) ? specific : grainClass.CollectionAge ?? options.CollectionAge;
        return CoarseClock.ToTicks(age);
    }
}
