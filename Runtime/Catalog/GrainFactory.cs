using FuncX.Actors.Runtime.Codegen;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>Makes references. One per silo or client.</summary>
internal class GrainFactory(ICallSender sender, IGrainTypeResolver types, IObserverRegistry observers) : IGrainFactory
{
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Create<TGrainInterface>(new GrainId(types.Resolve(typeof(TGrainInterface), grainClassNamePrefix), GrainKeys.Create(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Create<TGrainInterface>(new GrainId(types.Resolve(typeof(TGrainInterface), grainClassNamePrefix), GrainKeys.Create(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        Create<TGrainInterface>(new GrainId(types.Resolve(typeof(TGrainInterface), grainClassNamePrefix), GrainKeys.Create(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => Create<TGrainInterface>(grainId);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => Create<TGrainObserverInterface>(observers.Add(obj));

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference) throw new ArgumentException("Give the reference that CreateObjectReference returned.", nameof(obj));
        observers.Remove(reference.GrainId);
    }

    /// <summary>A reference for an interface that is known at run time only.</summary>
    internal GrainReference CreateReference(GrainId id, Type interfaceType) => CodegenRegistry.GetInterface(interfaceType).CreateProxy().Bind(id, sender);

    private T Create<T>(GrainId id) => (T)(object)InterfaceOf<T>.Value.CreateProxy().Bind(id, sender);

    private static class InterfaceOf<T>
    {
        private static GrainInterface? s_value;

        internal static GrainInterface Value => s_value ??= CodegenRegistry.GetInterface(typeof(T));
    }
}
