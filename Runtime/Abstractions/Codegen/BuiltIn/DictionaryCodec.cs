namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A group of two lists: 0 the keys, 1 the values. The comparer does not travel.</summary>
internal sealed class DictionaryCodec<TKey, TValue> : WireCodec<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    private static WireCodec<TKey> Keys => WireCodec<TKey>.Get();

    private static WireCodec<TValue> Values => WireCodec<TValue>.Get();

    public override WireType WireType => WireType.Group;

    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, Dictionary<TKey, TValue> value)
    {
        var keys = new TKey[value.Count];
        var values = new TValue[value.Count];
        value.Keys.CopyTo(keys, 0);
        value.Values.CopyTo(values, 0);
        writer.Enter();
        writer.WriteHeader(0, WireType.List);
        ListFormat.Write(ref writer, keys, Keys);
        writer.WriteHeader(1, WireType.List);
        ListFormat.Write(ref writer, values, Values);
        writer.End();
    }

    public override Dictionary<TKey, TValue> Read(ref WireReader reader)
    {
        TKey[] keys = [];
        TValue[] values = [];
        reader.Enter();
        while (reader.ReadHeader(out var id, out var type))
        {
            if (id == 0 && type == WireType.List) keys = ListFormat.Read(ref reader, Keys);
            else if (id == 1 && type == WireType.List) values = ListFormat.Read(ref reader, Values);
            else reader.Skip(type);
        }

        reader.Leave();
        if (keys.Length != values.Length) WireErrors.Invalid(reader.Position, "a dictionary with different numbers of keys and values");
        var result = new Dictionary<TKey, TValue>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is null || !result.TryAdd(keys[i], values[i])) WireErrors.Invalid(reader.Position, "a dictionary with a missing or repeated key");
        }

        return result;
    }

    public override Dictionary<TKey, TValue> Copy(Dictionary<TKey, TValue> value)
    {
        var (keys, values) = (Keys, Values);
        if (keys.IsImmutable && values.IsImmutable) return new Dictionary<TKey, TValue>(value, value.Comparer);
        var result = new Dictionary<TKey, TValue>(value.Count, value.Comparer);
        foreach (var (key, item) in value) result.Add(keys.Copy(key), item is null ? item : values.Copy(item));
        return result;
    }
}
