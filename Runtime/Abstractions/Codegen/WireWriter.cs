using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Writes the format of docs/wire-format.md into a buffer writer. Nothing but <see cref="Flush"/> makes the last bytes visible.</summary>
public ref partial struct WireWriter
{
    private const int SmallSpan = 256;
    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _position;
    private int _depth;
    private int _objects;
    private long _flushed;

    /// <summary>Writes into <paramref name="output"/>, which nobody else may use before <see cref="Flush"/>.</summary>
    public WireWriter(IBufferWriter<byte> output) => _output = output;

    /// <summary>Bytes written so far.</summary>
    public readonly long Written => _flushed + _position;

    /// <summary>Hands over what is written; call it once at the end.</summary>
    public void Flush()
    {
        if (_position > 0) _output.Advance(_position);
        _flushed += _position;
        _position = 0;
        _span = default;
    }

    /// <summary>Starts a group or list: counts depth and objects. A group's fields follow, then <see cref="End"/>.</summary>
    /// <exception cref="WireFormatException">A limit is reached; deep nesting is most often a cycle.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireLimits.MaxDepth || ++_objects > WireLimits.MaxObjects) WireErrors.Limit(_depth);
    }

    /// <summary>Ends what <see cref="Enter"/> started, without a mark (lists).</summary>
    public void Leave() => _depth--;

    /// <summary>Ends what <see cref="Enter"/> started, with the mark of groups.</summary>
    public void End()
    {
        _depth--;
        WriteByte((byte)WireType.End);
    }

    /// <summary>Ends a sequence of top-level fields, for example the arguments of a call.</summary>
    public void EndFields() => WriteByte((byte)WireType.End);

    /// <summary>Field header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHeader(uint id, WireType type)
    {
        if (id < 16) WriteByte((byte)((id << 3) | (uint)type));
        else WriteVarint(((ulong)id << 3) | (uint)type);
    }

    /// <summary>One byte as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if ((uint)_position >= (uint)_span.Length) Grow(1);
        _span[_position++] = value;
    }

    /// <summary>Unsigned LEB128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarint(ulong value)
    {
        if (value < 0x80) WriteByte((byte)value);
        else WriteLongVarint(value);
    }

    /// <summary>Zigzag, then LEB128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteZigZag(long value) => WriteVarint(unchecked((ulong)((value << 1) ^ (value >> 63))));

    /// <summary>4 bytes, little endian.</summary>
    public void WriteFixed4(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        _position += 4;
    }

    /// <summary>8 bytes, little endian.</summary>
    public void WriteFixed8(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        _position += 8;
    }

    /// <summary>Two times 8 bytes, little endian, the low half first.</summary>
    public void WriteFixed16(ulong low, ulong high)
    {
        var span = Reserve(16);
        BinaryPrimitives.WriteUInt64LittleEndian(span, low);
        BinaryPrimitives.WriteUInt64LittleEndian(span[8..], high);
        _position += 16;
    }

    /// <summary>A Guid's 16 bytes as <see cref="Guid.TryWriteBytes(Span{byte})"/> lays them out.</summary>
    public void WriteGuid(Guid value)
    {
        value.TryWriteBytes(Reserve(16));
        _position += 16;
    }

    /// <summary>Length and bytes; one copy whatever the size.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteVarint((uint)value.Length);
        WriteRaw(value);
    }

    /// <summary>Length and UTF-8 bytes. Lone surrogates become U+FFFD.</summary>
    public void WriteString(string value)
    {
        if (value.Length <= 42)
        {
            // At most 126 bytes: the length is one byte, known after encoding.
            var small = Reserve(1 + (value.Length * 3));
            var count = Encoding.UTF8.GetBytes(value, small[1..]);
            small[0] = (byte)count;
            _position += count + 1;
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        WriteVarint((uint)length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
        _position += length;
    }

    /// <summary>Bytes without a length.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value)
    {
        var free = _span.Length - _position;
        if (value.Length <= free)
        {
            value.CopyTo(_span[_position..]);
            _position += value.Length;
            return;
        }

        value[..free].CopyTo(_span[_position..]);
        _position += free;
        Flush();
        _output.Write(value[free..]);
        _flushed += value.Length - free;
    }

    private void WriteLongVarint(ulong value)
    {
        var span = Reserve(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7) span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        _position += count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_span.Length - _position < count) Grow(count);
        return _span[_position..];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        Flush();
        _span = _output.GetSpan(Math.Max(count, SmallSpan));
    }
}
