using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Scheduling;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>The local activations of one stateless worker: an idle one first, a new one while there may be more, then the shortest queue.</summary>
internal sealed class WorkerPool(SiloRuntime silo, GrainClassEntry grainClass, GrainId id) : IDispatchTarget
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];
    private bool _closed;

    public int MailboxLimit => grainClass.MailboxLimit;

    public EnqueueResult TryEnqueue(RequestMessage message)
    {
        lock (_gate)
        {
            if (_closed) return EnqueueResult.Closed;
            // A worker that ends at this moment says so; the message then takes the next choice.
            for (var attempt = 0; attempt <= grainClass.MaxWorkers; attempt++)
            {
                var result = Choose(message).TryEnqueue(message);
                if (result != EnqueueResult.Closed) return result;
            }
            return EnqueueResult.Full;
        }
    }

    /// <summary>The workers of the moment.</summary>
    internal Activation[] Workers()
    {
        lock (_gate) return [.. _workers];
    }

    /// <summary>A worker has ended; the last one takes the pool with it.</summary>
    internal void Remove(Activation worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
            if (_workers.Count > 0) return;
            _closed = true;
        }
        silo.Catalog.Remove(this, id);
    }

    private Activation Choose(RequestMessage message)
    {
        Activation? shortest = null;
        foreach (var worker in _workers)
        {
            if (worker.State is ActivationState.Deactivating or ActivationState.Ended) continue;
            if (worker.Loop.IsIdle) return worker;
            if (shortest is null || worker.Loop.WaitingCount < shortest.Loop.WaitingCount) shortest = worker;
        }
        if (shortest is not null && _workers.Count >= grainClass.MaxWorkers) return shortest;
        var created = new Activation(silo, grainClass, id, this);
        _workers.Add(created);
        created.Begin(message.Context);
        return created;
    }
}
