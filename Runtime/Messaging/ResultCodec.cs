using FuncX.Actors.Runtime.Codegen;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>The value of an answer on the wire: field 0, absent when it is the default.</summary>
internal static class ResultCodec
{
    internal static T Read<T>(ref WireReader reader)
    {
        var value = default(T)!;
        while (reader.ReadHeader(out var id, out var type))
        {
            if (id == 0) value = ReadValue<T>(ref reader, type);
            else reader.Skip(type);
        }
        return value;
    }

    private static T ReadValue<T>(ref WireReader reader, WireType type)
    {
        var codec = WireCodec<T>.Get();
        if (codec.WireType != type) throw new WireFormatException($"The result is laid out as {type}, {typeof(T)} as {codec.WireType}.");
        return codec.Read(ref reader);
    }
}
