using FuncX.Actors.Runtime;

namespace Orleans.Placement;

/// <summary>The silo is chosen by a hash of the grain id.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HashBasedPlacementAttribute : PlacementAttribute
{
    /// <summary>Marks the class.</summary>
    public HashBasedPlacementAttribute()
        : base(NamedPlacement.HashBased)
    {
    }
}
