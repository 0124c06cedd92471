namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Reads, writes and copies values of one type. One shared instance per type: <see cref="Get"/>.</summary>
/// <typeparam name="T">The value's static type.</typeparam>
public abstract class WireCodec<T>
{
    private static WireCodec<T>? _instance;

    /// <summary>The registered codec; throws <see cref="CodecNotFoundException"/> that names the type and what to add to it.</summary>
    public static WireCodec<T> Get() => _instance ??= CodegenRegistry.FindCodec<T>();

    /// <summary>How a field of this type is laid out, see docs/wire-format.md.</summary>
    public abstract WireType WireType { get; }

    /// <summary>Copies may share the instance.</summary>
    public abstract bool IsImmutable { get; }

    /// <summary>Writes the value (never null for reference types) without a field header.</summary>
    public abstract void Write(ref WireWriter writer, T value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public abstract T Read(ref WireReader reader);

    /// <summary>A deep copy, or the same instance if immutable.</summary>
    public abstract T Copy(T value);
}
