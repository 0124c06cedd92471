namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Writes the values of a <see cref="Orleans.Runtime.RequestContext"/>: those of the built-in kinds, and wire types by their alias.</summary>
public static class RequestContextSerializer
{
    /// <summary>At most this many entries travel.</summary>
    public const int MaxEntries = 64;

    // The order is the wire format: append only.
    private static readonly Type[] Kinds = [typeof(string), typeof(Guid), typeof(int), typeof(long), typeof(bool), typeof(byte[]), typeof(uint), typeof(ulong), typeof(double), typeof(DateTimeOffset), typeof(TimeSpan)];
    private static readonly WireCodec[] Codecs = [.. Kinds.Select(static kind => BuiltInCodecs.Create(kind)!)];

    /// <summary>Writes a group: one field per entry, itself a group of key (0), alias (1, wire types only) and value (16 + kind, or 2).</summary>
    /// <exception cref="CodecNotFoundException">A value is of a kind that cannot travel.</exception>
    public static void Write(ref WireWriter writer, IReadOnlyCollection<KeyValuePair<string, object>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count > MaxEntries) throw new WireFormatException($"The request context holds {values.Count} values, {MaxEntries} may travel.");
        writer.Enter();
        foreach (var (key, value) in values)
        {
            writer.WriteHeader(0, WireType.Group);
            writer.Enter();
            writer.WriteStringField(0, key);
            WriteValue(ref writer, value);
            writer.End();
        }

        writer.End();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Entries of unknown kinds are left out.</summary>
    /// <exception cref="WireFormatException">The bytes are malformed.</exception>
    public static Dictionary<string, object> Read(ref WireReader reader)
    {
        var result = new Dictionary<string, object>(StringComparer.Ordinal);
        reader.Enter();
        while (reader.ReadHeader(out _, out var type))
        {
            if (type != WireType.Group)
            {
                reader.Skip(type);
                continue;
            }

            var (key, value) = ReadEntry(ref reader);
            if (key is null || value is null) continue;
            result[key] = value;
            if (result.Count > MaxEntries) WireErrors.Invalid(reader.Position, "a request context with too many values");
        }

        reader.Leave();
        return result;
    }

    private static void WriteValue(ref WireWriter writer, object value)
    {
        var kind = Array.IndexOf(Kinds, value.GetType());
        if (kind >= 0)
        {
            writer.WriteHeader(16 + (uint)kind, Codecs[kind].WireType);
            Codecs[kind].WriteBoxed(ref writer, value);
            return;
        }

        var (alias, codec) = CodegenRegistry.TryGetAliased(value.GetType()) ?? throw new CodecNotFoundException(value.GetType());
        writer.WriteStringField(1, alias);
        writer.WriteHeader(2, codec.WireType);
        codec.WriteBoxed(ref writer, value);
    }

    private static (string? Key, object? Value) ReadEntry(ref WireReader reader)
    {
        string? key = null;
        object? value = null;
        WireCodec? aliased = null;
        reader.Enter();
        while (reader.ReadHeader(out var id, out var type))
        {
            if (id == 0 && type == WireType.Bytes) key = reader.ReadString();
            else if (id == 1 && type == WireType.Bytes) aliased = CodegenRegistry.TryGetCodec(reader.ReadString());
            else if (id == 2 && type == aliased?.WireType) value = aliased.ReadBoxed(ref reader);
            else if (id - 16 < (uint)Codecs.Length && Codecs[id - 16].WireType == type) value = Codecs[id - 16].ReadBoxed(ref reader);
            else reader.Skip(type);
        }

        reader.Leave();
        return (key, value);
    }
}
