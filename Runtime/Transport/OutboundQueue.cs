using System.Buffers;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>
/// Frames on their way to one socket. Small ones are gathered into chunks, so that one write carries many; large ones travel in their own array.
/// </summary>
internal sealed class OutboundQueue(long limitBytes)
{
    private const int ChunkBytes = 64 * 1024;
    private const int GatherBytes = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Chunk> _chunks = new();
    private byte[]? _tail;
    private int _tailLength;
    private long _bytes;
    private bool _sending;
    private bool _closed;

    /// <summary>Something is being written, or waits for that.</summary>
    internal bool IsSending
    {
        get
        {
            lock (_gate) return _sending && !_closed;
        }
    }

    /// <summary>Takes the frame over.</summary>
    /// <param name="startSending">True if the caller must see to it that <see cref="TryTake"/> is called until it returns false.</param>
    internal AppendResult Append(FrameBuffer frame, out bool startSending)
    {
        startSending = false;
        lock (_gate)
        {
            if (_closed) return AppendResult.Closed;
            var length = frame.Length;
            if (_bytes > 0 && _bytes + length > limitBytes) return AppendResult.Full;
            if (length > GatherBytes)
            {
                FlushTail();
                _chunks.Enqueue(new Chunk(frame.TakeArray(), length));
            }
            else
            {
                if (_tail is not null && _tail.Length - _tailLength < length) FlushTail();
                _tail ??= ArrayPool<byte>.Shared.Rent(ChunkBytes);
                frame.Written.CopyTo(_tail.AsSpan(_tailLength));
                _tailLength += length;
            }
            _bytes += length;
            if (!_sending) _sending = startSending = true;
            return AppendResult.Taken;
        }
    }

    /// <summary>The next chunk to write; false, and sending has stopped, if there is none.</summary>
    internal bool TryTake(out Chunk chunk)
    {
        lock (_gate)
        {
            if (_chunks.Count == 0) FlushTail();
            if (_chunks.TryDequeue(out chunk)) return true;
            _sending = false;
            return false;
        }
    }

    /// <summary>A chunk is written.</summary>
    internal void Written(Chunk chunk)
    {
        ArrayPool<byte>.Shared.Return(chunk.Array);
        lock (_gate) _bytes -= chunk.Length;
    }

    /// <summary>Takes no more and drops what waits.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            FlushTail();
            while (_chunks.TryDequeue(out var chunk)) ArrayPool<byte>.Shared.Return(chunk.Array);
            _bytes = 0;
        }
    }

    private void FlushTail()
    {
        if (_tail is null) return;
        _chunks.Enqueue(new Chunk(_tail, _tailLength));
        _tail = null;
        _tailLength = 0;
    }

    internal readonly record struct Chunk(byte[] Array, int Length);
}
