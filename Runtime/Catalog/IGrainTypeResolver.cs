using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>Knows which grain type implements an interface: the silo from its classes, a client from its gateway.</summary>
internal interface IGrainTypeResolver
{
    /// <summary>The grain type.</summary>
    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    GrainType Resolve(Type interfaceType, string? grainClassNamePrefix);
}
