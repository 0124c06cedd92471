using System.Collections.Immutable;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Codecs of the kinds that need no generated code. Reflection runs once per closed type.</summary>
internal static class BuiltInCodecs
{
    private static readonly Dictionary<Type, WireCodec> Simple = new WireCodec[]
    {
        new BooleanCodec(), new ByteCodec(), new SByteCodec(), new Int16Codec(), new UInt16Codec(), new CharCodec(), new Int32Codec(), new UInt32Codec(),
        new Int64Codec(), new UInt64Codec(), new SingleCodec(), new DoubleCodec(), new GuidCodec(), new TimeSpanCodec(), new StringCodec(),
        new DateTimeCodec(), new DateTimeOffsetCodec(), new ByteArrayCodec(), new MemoryCodec(), new GrainIdCodec(), new SiloAddressCodec(),
    }.ToDictionary(static codec => codec.ValueType);

    public static WireCodec? Create(Type type)
    {
        if (Simple.TryGetValue(type, out var codec)) return codec;
        if (type.IsEnum) return Make(typeof(EnumCodec<,>), type, Enum.GetUnderlyingType(type));
        if (type.IsSZArray) return Make(typeof(ArrayCodec<>), type.GetElementType()!);
        if (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)) return Make(typeof(ReferenceCodec<>), type);
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(Nullable<>)) return Make(typeof(NullableCodec<>), arguments);
        if (definition == typeof(List<>)) return Make(typeof(ListCodec<>), arguments);
        if (definition == typeof(Dictionary<,>)) return Make(typeof(DictionaryCodec<,>), arguments);
        if (definition == typeof(ImmutableArray<>)) return Make(typeof(ImmutableArrayCodec<>), arguments);
        return null;
    }

    private static WireCodec Make(Type codec, params Type[] arguments) => (WireCodec)Activator.CreateInstance(codec.MakeGenericType(arguments))!;
}
