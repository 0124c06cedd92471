using System.Buffers.Binary;
using System.Text;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>Reads the fixed part of a frame. Never trusts a length: everything it hands out lies within the frame.</summary>
internal ref struct FrameParser(ReadOnlySpan<byte> frame)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    internal ReadOnlySpan<byte> Rest { get; private set; } = frame;

    internal byte ReadByte()
    {
        var value = Take(1)[0];
        return value;
    }

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    internal uint ReadVarint()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = Take(1)[0];
            if (shift == 28 && b > 0x0F) break;
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
        throw new ProtocolException("a number in the frame header is too long");
    }

    internal ReadOnlySpan<byte> ReadBytes(int limit)
    {
        var length = ReadVarint();
        if (length > (uint)limit) throw new ProtocolException($"a field of {length} bytes in the frame header, {limit} at most");
        return Take((int)length);
    }

    internal string ReadString(int limit)
    {
        try
        {
            return s_strictUtf8.GetString(ReadBytes(limit));
        }
        catch (ArgumentException)
        {
            throw new ProtocolException("text in the frame header is not UTF-8");
        }
    }

    internal GrainId ReadGrainId()
    {
        var type = ReadBytes(256);
        var key = ReadBytes(1024);
        if (type.IsEmpty || key.IsEmpty) throw new ProtocolException("an empty grain id");
        return new GrainId(new GrainType(type.ToArray()), new IdSpan(key.ToArray()));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Rest.Length < count) throw new ProtocolException("the frame ends inside its header");
        var taken = Rest[..count];
        Rest = Rest[count..];
        return taken;
    }
}
