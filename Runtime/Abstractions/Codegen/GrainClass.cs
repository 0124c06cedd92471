namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Static facts of one grain class; generated code registers one per non-abstract class that derives from <see cref="Orleans.Grain"/>.</summary>
public sealed class GrainClass
{
    /// <summary>The class.</summary>
    public required Type Type { get; init; }

    /// <summary><c>[GrainType]</c>, or the class name in lower case without the suffix "grain" (Orleans' rule).</summary>
    public required string GrainTypeName { get; init; }

    /// <summary>The grain interfaces it implements.</summary>
    public required IReadOnlyList<Type> Interfaces { get; init; }

    /// <summary>Makes an instance: constructor parameters from the activation's services, <c>[PersistentState]</c> ones from <see cref="IActivationFacets"/>.</summary>
    public required Func<IServiceProvider, IActivationFacets, object> Create { get; init; }

    /// <summary><c>[Reentrant]</c>.</summary>
    public bool IsReentrant { get; init; }

    /// <summary>Maximum of local workers for <c>[StatelessWorker]</c>; 0 when the class is not one, -1 for the default (processor count).</summary>
    public int StatelessWorkers { get; init; }

    /// <summary><c>[KeepAlive]</c>.</summary>
    public bool KeepAlive { get; init; }

    /// <summary><c>[CollectionAgeLimit]</c>; null means the option's value.</summary>
    public TimeSpan? CollectionAge { get; init; }
}
