namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Reads, writes and copies values of one type. One shared instance per type: <see cref="Get"/>.</summary>
/// <typeparam name="T">The value's static type.</typeparam>
public abstract class WireCodec<T> : WireCodec
{
    private static WireCodec<T>? _instance;

    internal override Type ValueType => typeof(T);

    /// <summary>The registered codec; throws <see cref="CodecNotFoundException"/> that names the type and what to add to it.</summary>
    public static WireCodec<T> Get() => _instance ??= CodegenRegistry.FindCodec<T>();

    /// <summary>Writes the value (never null for reference types) without a field header.</summary>
    public abstract void Write(ref WireWriter writer, T value);

    /// <summary>Reads what <see cref="Write"/> wrote; the header, whose wire type is <see cref="WireCodec.WireType"/>, is consumed already.</summary>
    /// <exception cref="WireFormatException">The bytes are malformed.</exception>
    public abstract T Read(ref WireReader reader);

    /// <summary>A deep copy, or the same instance if immutable. Never called with null.</summary>
    public abstract T Copy(T value);

    /// <summary>The value is written as an absent field, or as a missing element of a list.</summary>
    public virtual bool IsAbsent(T value) => value is null;

    internal override void WriteBoxed(ref WireWriter writer, object value) => Write(ref writer, (T)value);

    internal override object ReadBoxed(ref WireReader reader) => Read(ref reader)!;
}
