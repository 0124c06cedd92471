using System.Runtime.CompilerServices;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>The layout that arrays, lists and dictionaries share.</summary>
internal static class ListFormat
{
    private const byte Sparse = 8;

    public static void Write<T>(ref WireWriter writer, ReadOnlySpan<T> items, WireCodec<T> codec)
    {
        writer.Enter();
        writer.WriteVarint((uint)items.Length);
        var sparse = CanBeAbsent<T>() && HasAbsent(items, codec);
        writer.WriteByte((byte)((byte)codec.WireType | (sparse ? Sparse : 0)));
        foreach (var item in items)
        {
            if (sparse)
            {
                var absent = codec.IsAbsent(item);
                writer.WriteByte(absent ? (byte)0 : (byte)1);
                if (absent) continue;
            }

            codec.Write(ref writer, item);
        }

        writer.Leave();
    }

    public static T[] Read<T>(ref WireReader reader, WireCodec<T> codec)
    {
        reader.Enter();
        var count = reader.ReadListHeader(out var elements, out var sparse);
        if (elements != codec.WireType) WireErrors.Invalid(reader.Position, $"a list of {elements} where {typeof(T).Name} is expected");
        if (count > WireLimits.MaxObjects && elements is WireType.Group or WireType.List && count > WireLimits.MaxObjects) WireErrors.Limit(0);
        var items = count == 0 ? [] : new T[count];
        for (var i = 0; i < count; i++)
        {
            if (!sparse || reader.ReadPresence()) items[i] = codec.Read(ref reader);
        }

        reader.Leave();
        return items;
    }

    public static void Copy<T>(ReadOnlySpan<T> source, Span<T> target, WireCodec<T> codec)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i] is null ? source[i] : codec.Copy(source[i]);
        }
    }

    // A struct that is not Nullable is absent only if its codec says so (ImmutableArray, ReadOnlyMemory).
    private static bool CanBeAbsent<T>() => !typeof(T).IsPrimitive && typeof(T) != typeof(Guid);

    private static bool HasAbsent<T>(ReadOnlySpan<T> items, WireCodec<T> codec)
    {
        foreach (var item in items)
        {
            if (codec.IsAbsent(item)) return true;
        }

        return false;
    }
}
