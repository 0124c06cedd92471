using FuncX.Actors.Runtime;

namespace Orleans.Placement;

/// <summary>Any silo; a hint to the embedded engine.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RandomPlacementAttribute : PlacementAttribute
{
    /// <summary>Marks the class.</summary>
    public RandomPlacementAttribute()
        : base(NamedPlacement.Random)
    {
    }
}
