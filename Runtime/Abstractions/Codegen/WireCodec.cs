namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A codec whose static type is not known to the caller; see <see cref="WireCodec{T}"/>.</summary>
public abstract class WireCodec
{
    private protected WireCodec()
    {
    }

    /// <summary>How a value is laid out.</summary>
    public abstract WireType WireType { get; }

    /// <summary>Copies may share the instance.</summary>
    public abstract bool IsImmutable { get; }

    /// <summary>The type it is for.</summary>
    internal abstract Type ValueType { get; }

    internal abstract void WriteBoxed(ref WireWriter writer, object value);

    internal abstract object ReadBoxed(ref WireReader reader);
}
