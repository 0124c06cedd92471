using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>The local objects that others may call.</summary>
internal interface IObserverRegistry
{
    /// <summary>Makes the object callable; it is held weakly.</summary>
    GrainId Add(IGrainObserver target);

    /// <summary>Ends that.</summary>
    void Remove(GrainId id);
}
