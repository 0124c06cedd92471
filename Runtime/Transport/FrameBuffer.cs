using System.Buffers;
using System.Buffers.Binary;
using FuncX.Actors.Runtime.Messaging;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>One frame being written: a pooled array that grows up to a limit. Each thread keeps one between frames.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    internal const int PrefixBytes = 4;
    private const int InitialBytes = 1024;
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic] private static FrameBuffer? t_cached;

    private byte[] _array = [];
    private int _length;
    private int _limit;

    private FrameBuffer()
    {
    }

    internal ReadOnlySpan<byte> Written => _array.AsSpan(0, _length);

    internal int Length => _length;

    /// <summary>Starts a frame whose body may have at most <paramref name="bodyLimit"/> bytes.</summary>
    internal static FrameBuffer Begin(FrameKind kind, int bodyLimit)
    {
        var buffer = t_cached ?? new FrameBuffer();
        t_cached = null;
        if (buffer._array.Length == 0) buffer._array = ArrayPool<byte>.Shared.Rent(InitialBytes);
        buffer._limit = bodyLimit > int.MaxValue - 1024 ? int.MaxValue : bodyLimit + PrefixBytes + 1;
        buffer._length = PrefixBytes;
        buffer.WriteByte((byte)kind);
        return buffer;
    }

    /// <summary>Writes the length in front; nothing may be written after that.</summary>
    internal void End() => BinaryPrimitives.WriteInt32LittleEndian(_array, _length - PrefixBytes);

    /// <summary>Cuts the frame back to <paramref name="length"/>, to write something else instead of what failed.</summary>
    internal void Truncate(int length) => _length = length;

    /// <summary>Gives the array away; the buffer starts the next frame with another.</summary>
    internal byte[] TakeArray()
    {
        var array = _array;
        _array = [];
        return array;
    }

    /// <summary>Keeps the buffer for this thread's next frame.</summary>
    internal void Release()
    {
        if (_array.Length > KeptBytes) ArrayPool<byte>.Shared.Return(TakeArray());
        if (t_cached is null) t_cached = this;
        else if (_array.Length > 0) ArrayPool<byte>.Shared.Return(TakeArray());
    }

    public void Advance(int count)
    {
        if (count < 0 || count > _array.Length - _length) throw new ArgumentOutOfRangeException(nameof(count));
        _length += count;
        if (_length > _limit) throw TooLarge(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsSpan(_length);
    }

    internal void WriteByte(byte value)
    {
        Ensure(1);
        _array[_length++] = value;
    }

    internal void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(GetSpan(2), value);
        _length += 2;
    }

    internal void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(GetSpan(8), value);
        _length += 8;
    }

    internal void WriteVarint(uint value)
    {
        Ensure(5);
        while (value >= 0x80)
        {
            _array[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _array[_length++] = (byte)value;
    }

    internal void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteVarint((uint)value.Length);
        value.CopyTo(GetSpan(value.Length));
        Advance(value.Length);
    }

    internal void WriteString(string value)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(value);
        WriteVarint((uint)bytes);
        System.Text.Encoding.UTF8.GetBytes(value, GetSpan(bytes));
        Advance(bytes);
    }

    internal void WriteGrainId(GrainId id)
    {
        WriteBytes(id.Type.AsSpan());
        WriteBytes(id.Key.AsSpan());
    }

    private void Ensure(int size)
    {
        if (size < 1) size = 1;
        if (_array.Length - _length >= size) return;
        var needed = (long)_length + size;
        // A hint may be generous; what counts is what is really written, so it may pass the limit by a little.
        if (needed > (long)_limit + 4096) throw TooLarge(needed);
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, _array.Length * 2L), Array.MaxLength));
        _array.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }

    private MessageTooLargeException TooLarge(long size) => new(size - PrefixBytes - 1, _limit - PrefixBytes - 1);
}
