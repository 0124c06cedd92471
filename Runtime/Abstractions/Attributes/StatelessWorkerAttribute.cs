using FuncX.Actors.Runtime;
using Orleans.Placement;

namespace Orleans.Concurrency;

/// <summary>Each silo runs its own activations of a grain id, as many as calls wait and at most a maximum.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : PlacementAttribute
{
    /// <summary>At most one activation per processor.</summary>
    public StatelessWorkerAttribute()
        : base(NamedPlacement.StatelessWorker)
    {
    }

    /// <summary>At most <paramref name="maxLocalWorkers"/> activations of one grain id per silo.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers)
        : base(NamedPlacement.StatelessWorker)
    {
    }
}
