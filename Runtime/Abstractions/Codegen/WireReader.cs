using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Reads the format of docs/wire-format.md from one contiguous buffer. Everything it returns is a copy: the buffer may be reused at once.</summary>
public ref struct WireReader
{
    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _depth;
    private int _objects;

    /// <summary>Reads <paramref name="data"/> from its beginning.</summary>
    /// <param name="data">One message, or a part of it that ends with its last field.</param>
    /// <param name="sender">Bound to grain and observer references that are read; without it they cannot be called.</param>
    public WireReader(ReadOnlySpan<byte> data, ICallSender? sender = null)
    {
        _data = data;
        Sender = sender;
    }

    /// <summary>Bound to references that are read.</summary>
    public ICallSender? Sender { get; }

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _data.Length - _position;

    /// <summary>Starts a group or list: counts depth and objects.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireLimits.MaxDepth || ++_objects > WireLimits.MaxObjects) WireErrors.Limit(_depth);
    }

    /// <summary>Ends what <see cref="Enter"/> started.</summary>
    public void Leave() => _depth--;

    /// <summary>The next field's header; false at the end of a group, and at the end of the buffer outside groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadHeader(out uint id, out WireType type)
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] < 0x80)
        {
            uint header = _data[_position++];
            id = header >> 3;
            type = (WireType)(header & 7);
            if (type == WireType.End && id != 0) WireErrors.Invalid(_position, "an end with a field id");
            return type != WireType.End;
        }

        return ReadLongHeader(out id, out type);
    }

    /// <summary>Skips a value of any kind.</summary>
    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed4: Take(4); break;
            case WireType.Fixed8: Take(8); break;
            case WireType.Fixed16: Take(16); break;
            case WireType.Bytes: ReadBytes(); break;
            case WireType.List: SkipList(); break;
            case WireType.Group:
                Enter();
                while (ReadHeader(out _, out var inner)) Skip(inner);
                Leave();
                break;
            default: WireErrors.Invalid(_position, "a value of the type End"); break;
        }
    }

    /// <summary>The header of a list: its count, checked against what is left, and the layout of its elements.</summary>
    /// <param name="elements">The wire type of every element.</param>
    /// <param name="sparse">A byte 0 (missing) or 1 (present) precedes each element.</param>
    public int ReadListHeader(out WireType elements, out bool sparse)
    {
        var count = ReadVarint();
        var layout = ReadByte();
        elements = (WireType)(layout & 7);
        sparse = (layout & 8) != 0;
        if (layout > 15 || elements == WireType.End) WireErrors.Invalid(_position, "a list of unknown layout");
        var least = sparse ? 1u : elements switch { WireType.Fixed4 => 4u, WireType.Fixed8 => 8u, WireType.Fixed16 => 16u, WireType.List => 2u, _ => 1u };
        if (count > (uint)Remaining / least) WireErrors.Truncated(_position, count > int.MaxValue ? int.MaxValue : (long)count * least, Remaining);
        return (int)count;
    }

    /// <summary>Whether the next element of a sparse list is present.</summary>
    public bool ReadPresence()
    {
        var value = ReadByte();
        if (value > 1) WireErrors.Invalid(_position, "a presence mark other than 0 and 1");
        return value == 1;
    }

    /// <summary>One byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if ((uint)_position >= (uint)_data.Length) WireErrors.Truncated(_position, 1, 0);
        return _data[_position++];
    }

    /// <summary>Unsigned LEB128 of at most 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] < 0x80) return _data[_position++];
        return ReadLongVarint();
    }

    /// <summary>LEB128, zigzag undone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadZigZag()
    {
        var value = ReadVarint();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>A signed number in the range given.</summary>
    public long ReadSigned(long min, long max)
    {
        var value = ReadZigZag();
        if (value < min || value > max) WireErrors.Invalid(_position, "a number out of its type's range");
        return value;
    }

    /// <summary>An unsigned number up to <paramref name="max"/>.</summary>
    public ulong ReadUnsigned(ulong max)
    {
        var value = ReadVarint();
        if (value > max) WireErrors.Invalid(_position, "a number out of its type's range");
        return value;
    }

    /// <summary>0 or 1.</summary>
    public bool ReadBoolean() => ReadUnsigned(1) != 0;

    /// <summary>A signed number of 32 bits.</summary>
    public int ReadInt32() => (int)ReadSigned(int.MinValue, int.MaxValue);

    /// <summary>4 bytes, little endian.</summary>
    public uint ReadFixed4() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>8 bytes, little endian.</summary>
    public ulong ReadFixed8() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>16 bytes in the layout of <see cref="Guid(ReadOnlySpan{byte})"/>.</summary>
    public Guid ReadGuid() => new(Take(16));

    /// <summary>Length and UTF-8 bytes.</summary>
    public string ReadString()
    {
        var bytes = ReadBytes();
        return bytes.IsEmpty ? string.Empty : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Length and bytes, as a view into the buffer: copy what must outlive it.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (uint)Remaining) WireErrors.Truncated(_position, length > long.MaxValue ? long.MaxValue : (long)length, Remaining);
        return Take((int)length);
    }

    /// <summary>Length and bytes, copied.</summary>
    public byte[] ReadByteArray() => CopyOf(ReadBytes());

    /// <summary>A copy that is not cleared before it is filled.</summary>
    internal static byte[] CopyOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return [];
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)(_data.Length - _position)) WireErrors.Truncated(_position, count, _data.Length - _position);
        var span = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_data), _position), count);
        _position += count;
        return span;
    }

    private bool ReadLongHeader(out uint id, out WireType type)
    {
        if (_position == _data.Length && _depth == 0)
        {
            (id, type) = (0, WireType.End);
            return false;
        }

        var header = ReadVarint();
        type = (WireType)(header & 7);
        if (header >> 3 > uint.MaxValue || type == WireType.End) WireErrors.Invalid(_position, "a field header");
        id = (uint)(header >> 3);
        return true;
    }

    private ulong ReadLongVarint()
    {
        ulong result = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            if (shift == 63 && next > 1) break;
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return result;
        }

        WireErrors.Invalid(_position, "a number of more than 64 bits");
        return 0;
    }

    private void SkipList()
    {
        Enter();
        var count = ReadListHeader(out var elements, out var sparse);
        for (var i = 0; i < count; i++)
        {
            if (!sparse || ReadPresence()) Skip(elements);
        }

        Leave();
    }
}
