using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FuncX.Actors.Runtime.Codegen;

internal sealed class ArrayCodec<T> : WireCodec<T[]>
{
    private static WireCodec<T> Inner => WireCodec<T>.Get();

    public override WireType WireType => WireType.List;

    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, T[] value) => ListFormat.Write(ref writer, value, Inner);

    public override T[] Read(ref WireReader reader) => ListFormat.Read(ref reader, Inner);

    public override T[] Copy(T[] value)
    {
        if (value.Length == 0) return value;
        var inner = Inner;
        if (inner.IsImmutable) return value.AsSpan().ToArray();
        var copy = new T[value.Length];
        ListFormat.Copy(value, copy, inner);
        return copy;
    }
}

internal sealed class ListCodec<T> : WireCodec<List<T>>
{
    private static WireCodec<T> Inner => WireCodec<T>.Get();

    public override WireType WireType => WireType.List;

    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, List<T> value) => ListFormat.Write(ref writer, CollectionsMarshal.AsSpan(value), Inner);

    public override List<T> Read(ref WireReader reader)
    {
        var items = ListFormat.Read(ref reader, Inner);
        var list = new List<T>(items.Length);
        list.AddRange(items);
        return list;
    }

    public override List<T> Copy(List<T> value)
    {
        var inner = Inner;
        if (inner.IsImmutable) return [.. value];
        var list = new List<T>(value.Count);
        CollectionsMarshal.SetCount(list, value.Count);
        ListFormat.Copy(CollectionsMarshal.AsSpan(value), CollectionsMarshal.AsSpan(list), inner);
        return list;
    }
}

/// <summary>A default array is an absent field.</summary>
internal sealed class ImmutableArrayCodec<T> : WireCodec<ImmutableArray<T>>
{
    private static WireCodec<T> Inner => WireCodec<T>.Get();

    public override WireType WireType => WireType.List;

    public override bool IsImmutable => Inner.IsImmutable;

    public override void Write(ref WireWriter writer, ImmutableArray<T> value) => ListFormat.Write(ref writer, value.AsSpan(), Inner);

    public override ImmutableArray<T> Read(ref WireReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(ListFormat.Read(ref reader, Inner));

    public override ImmutableArray<T> Copy(ImmutableArray<T> value)
    {
        var inner = Inner;
        if (value.IsDefaultOrEmpty || inner.IsImmutable) return value;
        var copy = new T[value.Length];
        ListFormat.Copy(value.AsSpan(), copy, inner);
        return ImmutableCollectionsMarshal.AsImmutableArray(copy);
    }

    public override bool IsAbsent(ImmutableArray<T> value) => value.IsDefault;
}
