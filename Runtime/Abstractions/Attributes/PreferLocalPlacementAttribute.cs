using FuncX.Actors.Runtime;

namespace Orleans.Placement;

/// <summary>The caller's silo, if it can; a hint to the embedded engine.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PreferLocalPlacementAttribute : PlacementAttribute
{
    /// <summary>Marks the class.</summary>
    public PreferLocalPlacementAttribute()
        : base(NamedPlacement.PreferLocal)
    {
    }
}
