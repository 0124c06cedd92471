namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A value is laid out as its underlying type; null is an absent field.</summary>
internal sealed class NullableCodec<T> : WireCodec<T?>
    where T : struct
{
    private static WireCodec<T> Inner => WireCodec<T>.Get();

    public override WireType WireType => Inner.WireType;

    public override bool IsImmutable => Inner.IsImmutable;

    public override void Write(ref WireWriter writer, T? value) => Inner.Write(ref writer, value.GetValueOrDefault());

    public override T? Read(ref WireReader reader) => Inner.Read(ref reader);

    public override T? Copy(T? value) => value is { } present ? Inner.Copy(present) : null;

    public override bool IsAbsent(T? value) => value is null;
}
