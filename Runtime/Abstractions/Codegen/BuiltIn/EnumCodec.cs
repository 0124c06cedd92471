using System.Runtime.CompilerServices;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>As the underlying number; values without a name are kept.</summary>
internal sealed class EnumCodec<T, TNumber> : ImmutableCodec<T>
    where T : struct, Enum
    where TNumber : struct
{
    private readonly WireCodec<TNumber> _inner = WireCodec<TNumber>.Get();

    public override WireType WireType => _inner.WireType;

    public override void Write(ref WireWriter writer, T value) => _inner.Write(ref writer, Unsafe.BitCast<T, TNumber>(value));

    public override T Read(ref WireReader reader) => Unsafe.BitCast<TNumber, T>(_inner.Read(ref reader));
}
