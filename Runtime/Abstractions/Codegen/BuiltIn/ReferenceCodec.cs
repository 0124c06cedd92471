using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A grain or observer reference: its grain id. What is read is bound to the reader's sender.</summary>
internal sealed class ReferenceCodec<T> : WireCodec<T>
    where T : class, IAddressable
{
    private static WireCodec<GrainId> Ids => WireCodec<GrainId>.Get();

    public override WireType WireType => WireType.Group;

    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, T value) => Ids.Write(ref writer, value.GetGrainId());

    public override T Read(ref WireReader reader)
    {
        var proxy = CodegenRegistry.GetInterface(typeof(T)).CreateProxy();
        return (T)(object)proxy.Bind(Ids.Read(ref reader), reader.Sender ?? throw new InvalidOperationException(
            $"A reference to {typeof(T).Name} was read where nothing can be called."));
    }

    /// <summary>A grain that passes itself is sent as its reference.</summary>
    public override T Copy(T value) => value is GrainReference ? value : value.AsReference<T>();
}
