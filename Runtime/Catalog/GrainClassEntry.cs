using System.Collections.Concurrent;
using System.Reflection;
using FuncX.Actors.Runtime.Codegen;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>One grain class with what the options say about it.</summary>
internal sealed class GrainClassEntry
{
    private readonly GrainClass _class;
    private readonly HashSet<Type> _interfaces;
    private readonly ConcurrentDictionary<GrainMethod, MethodInfo> _implementations = new();

    internal GrainClassEntry(GrainClass grainClass, int mailboxLimit, int workerMailboxLimit, long collectionAgeTicks)
    {
        _class = grainClass;
        _interfaces = [.. grainClass.Interfaces];
        GrainType = GrainType.Create(grainClass.GrainTypeName);
        MailboxLimit = grainClass.StatelessWorkers != 0 ? workerMailboxLimit : mailboxLimit;
        CollectionAgeTicks = collectionAgeTicks;
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(grainClass.Type);
    }

    internal Type Type => _class.Type;

    internal GrainType GrainType { get; }

    internal IReadOnlyList<Type> Interfaces => _class.Interfaces;

    internal bool IsReentrant => _class.IsReentrant;

    /// <summary>0 if the class is no stateless worker.</summary>
    internal int MaxWorkers => _class.StatelessWorkers < 0 ? Environment.ProcessorCount : _class.StatelessWorkers;

    /// <summary>Waiting requests per activation.</summary>
    internal int MailboxLimit { get; }

    /// <summary>Coarse ticks of idleness after which an activation is collected; <see cref="long.MaxValue"/> for never.</summary>
    internal long CollectionAgeTicks { get; }

    /// <summary>The grain implements <see cref="IIncomingGrainCallFilter"/>.</summary>
    internal bool FiltersItself { get; }

    internal bool Implements(GrainInterface grainInterface) => _interfaces.Contains(grainInterface.InterfaceType);

    internal object Create(Activation activation) => _class.Create(activation.ActivationServices, activation);

    /// <summary>The class' own method behind an interface method; found once.</summary>
    internal MethodInfo FindImplementation(GrainMethod method) => _implementations.GetOrAdd(method, static (method, type) =>
    {
        var declared = method.MethodInfo;
        var map = type.GetInterfaceMap(declared.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, declared)];
    }, Type);
}
