using FuncX.Actors.Runtime;
using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Keys of grains and references, and casts between interfaces of one grain.</summary>
public static class GrainExtensions
{
    /// <summary>The id of a grain, of a reference or of an observer reference.</summary>
    /// <exception cref="ArgumentException">The object is none of them, for example an observer that has no reference yet.</exception>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw new ArgumentException($"{grain?.GetType().Name ?? "null"} has no grain id: it is neither a grain nor a reference.", nameof(grain)),
    };

    /// <summary>The key of a grain with a <see cref="Guid"/> key.</summary>
    /// <exception cref="InvalidOperationException">The key is not a Guid.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => GrainKeys.ParseGuid(grain.GetGrainId());

    /// <summary>The key of a grain with an integer key.</summary>
    /// <exception cref="InvalidOperationException">The key is not an integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => GrainKeys.ParseInteger(grain.GetGrainId());

    /// <summary>The key of a grain with a string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString()!;

    /// <summary>A reference to the same grain that speaks another interface; nothing is checked before the first call.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <summary>As <see cref="AsReference{TGrainInterface}"/>.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>A reference to the same grain that speaks <paramref name="interfaceType"/>.</summary>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        return grain switch
        {
            GrainProxy proxy => interfaceType.IsInstanceOfType(proxy) ? proxy : proxy.CastTo(interfaceType),
            IGrainBase { GrainContext: IGrainEngine engine } => engine.GetReference(engine.GrainId, interfaceType),
            _ => throw new ArgumentException($"{grain?.GetType().Name ?? "null"} cannot be referenced: use IGrainFactory.CreateObjectReference.", nameof(grain)),
        };
    }

    /// <summary>As <see cref="AsReference(IAddressable, Type)"/>.</summary>
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);
}
