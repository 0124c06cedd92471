using System.Buffers;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A growing buffer of pooled segments: nothing is copied when it grows. Not safe for parallel use.</summary>
public sealed class WireBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSegment = 4096, LargestSegment = 1 << 20;
    private readonly List<(byte[] Array, int Length)> _full = [];
    private byte[] _current = [];
    private int _used;
    private long _before;

    /// <summary>Bytes written.</summary>
    public long Length => _before + _used;

    /// <inheritdoc />
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _current.Length - _used);
        _used += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(1, sizeHint));
        return _current.AsMemory(_used);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(1, sizeHint));
        return _current.AsSpan(_used);
    }

    /// <summary>Copies everything to <paramref name="target"/>, which holds at least <see cref="Length"/> bytes.</summary>
    public void CopyTo(Span<byte> target)
    {
        foreach (var (array, length) in _full)
        {
            array.AsSpan(0, length).CopyTo(target);
            target = target[length..];
        }

        _current.AsSpan(0, _used).CopyTo(target);
    }

    /// <summary>Everything in one new array.</summary>
    public byte[] ToArray()
    {
        var result = GC.AllocateUninitializedArray<byte>(checked((int)Length));
        CopyTo(result);
        return result;
    }

    /// <summary>The parts in order, for writing them out one by one; valid until the next write, <see cref="Clear"/> or <see cref="Dispose"/>.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Segments()
    {
        foreach (var (array, length) in _full) yield return array.AsMemory(0, length);
        if (_used > 0) yield return _current.AsMemory(0, _used);
    }

    /// <summary>Everything, if it lies in one piece; the usual case for small messages.</summary>
    public bool TryGetSingle(out ReadOnlyMemory<byte> memory)
    {
        memory = _current.AsMemory(0, _used);
        return _full.Count == 0;
    }

    /// <summary>Empties it for the next use; keeps one segment.</summary>
    public void Clear()
    {
        foreach (var (array, _) in _full) ArrayPool<byte>.Shared.Return(array);
        _full.Clear();
        _used = 0;
        _before = 0;
    }

    /// <summary>Gives all segments back to the pool.</summary>
    public void Dispose()
    {
        Clear();
        if (_current.Length > 0) ArrayPool<byte>.Shared.Return(_current);
        _current = [];
    }

    private void Ensure(int count)
    {
        if (_current.Length - _used >= count) return;
        if (_used > 0)
        {
            _full.Add((_current, _used));
            _before += _used;
        }
        else if (_current.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_current);
        }

        var next = Math.Clamp(_current.Length * 2, FirstSegment, LargestSegment);
        _current = ArrayPool<byte>.Shared.Rent(Math.Max(next, count));
        _used = 0;
    }
}
