using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Messaging;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>
/// One TCP connection that carries frames: a length of four bytes, a kind, a body. Writes are gathered, reads parse many frames at once.
/// Subclasses say what frames mean. It ends once, with one reason, whoever ends it.
/// </summary>
internal abstract class FrameConnection : IThreadPoolWorkItem, IDisposable
{
    private const int InitialReceiveBytes = 64 * 1024;

    // IPPROTO_TCP and TCP_USER_TIMEOUT: how long sent data may stay unacknowledged, in ms.
    private const int LinuxTcpLevel = 6;
    private const int LinuxUserTimeout = 18;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly OutboundQueue _outbound;
    private readonly int _maxFrameBytes;
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closed;
    private long _reads;

    protected FrameConnection(Socket socket, Stream stream, FrameLimits limits)
    {
        _socket = socket;
        _stream = stream;
        _maxFrameBytes = limits.MaxFrameBytes;
        MaxBodyBytes = limits.MaxBodyBytes;
        _outbound = new OutboundQueue(limits.MaxOutboundBytes);
        Remote = socket.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0);
    }

    /// <summary>The other side.</summary>
    internal IPEndPoint Remote { get; }

    /// <summary>Bytes that one message may have.</summary>
    internal int MaxBodyBytes { get; }

    /// <summary>Ends when the connection has ended: null if the other side closed it in order.</summary>
    internal Task<Exception?> Ended => _ended.Task;

    /// <summary>Grows whenever something has come.</summary>
    protected long Reads => Volatile.Read(ref _reads);

    /// <summary>Not everything has been given to the kernel yet.</summary>
    protected bool IsSending => _outbound.IsSending;

    /// <summary>No frame leaves or arrives any more.</summary>
    internal bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Turns Nagle's algorithm off and has the kernel notice a dead peer within half a minute, whether or not data is under way to it.</summary>
    internal static void Tune(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(LinuxTcpLevel, LinuxUserTimeout, BitConverter.GetBytes(30_000));
    }

    /// <summary>Queues a finished frame and takes its buffer back.</summary>
    /// <param name="inline">Write on this thread if nobody writes: right when nothing else is about to follow.</param>
    internal AppendResult Send(FrameBuffer frame, bool inline)
    {
        AppendResult result;
        bool start;
        try
        {
            frame.End();
            result = _outbound.Append(frame, out start);
        }
        finally
        {
            frame.Release();
        }
        if (start)
        {
            if (inline) _ = FlushAsync();
            else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        return result;
    }

    /// <summary>Ends the connection. The first reason counts.</summary>
    internal void Close(Exception? reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        _outbound.Close();
        _stream.Dispose();
        _socket.Dispose();
        _ended.TrySetResult(reason);
        OnClosed(reason);
    }

    public void Dispose() => Close(null);

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    /// <summary>Receives until the connection ends; never throws.</summary>
    internal async Task ReceiveAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InitialReceiveBytes);
        Exception? reason = null;
        try
        {
            int start = 0, end = 0;
            while (true)
            {
                var read = await _stream.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
                if (read == 0)
                {
                    if (end > start) reason = new ProtocolException("the connection ended inside a frame");
                    break;
                }
                Volatile.Write(ref _reads, _reads + 1);
                end += read;
                var wanted = Consume(buffer, ref start, end);
                buffer = MakeRoom(buffer, ref start, ref end, wanted);
            }
        }
        catch (Exception exception)
        {
            reason = exception;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        Close(reason);
    }

    /// <summary>A whole frame has come. What it throws ends the connection.</summary>
    protected abstract void OnFrame(FrameKind kind, ReadOnlySpan<byte> body);

    /// <summary>The connection has just ended.</summary>
    protected abstract void OnClosed(Exception? reason);

    /// <summary>Handles the complete frames; returns the bytes that the next one needs in all.</summary>
    private int Consume(byte[] buffer, ref int start, int end)
    {
        while (end - start >= FrameBuffer.PrefixBytes)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(start));
            if (length is 0) throw new ProtocolException("a frame of no bytes");
            if (length > (uint)_maxFrameBytes) throw new ProtocolException($"a frame of {length} bytes, {_maxFrameBytes} at most");
            var whole = FrameBuffer.PrefixBytes + (int)length;
            if (end - start < whole) return whole;
            var frame = buffer.AsSpan(start + FrameBuffer.PrefixBytes, (int)length);
            start += whole;
            OnFrame((FrameKind)frame[0], frame[1..]);
        }
        return FrameBuffer.PrefixBytes;
    }

    private static byte[] MakeRoom(byte[] buffer, ref int start, ref int end, int wanted)
    {
        var kept = end - start;
        if (kept == 0)
        {
            start = end = 0;
            if (buffer.Length <= InitialReceiveBytes) return buffer;
            // A large message has passed; the next ones are most likely small.
            ArrayPool<byte>.Shared.Return(buffer);
            return ArrayPool<byte>.Shared.Rent(InitialReceiveBytes);
        }
        if (end < buffer.Length && (start == 0 || start + wanted <= buffer.Length)) return buffer;
        if (start > 0)
        {
            buffer.AsSpan(start, kept).CopyTo(buffer);
            start = 0;
            end = kept;
            return buffer;
        }
        // Full: a length that is only claimed gets no memory, the buffer grows with what has really come.
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(wanted, buffer.Length * 4L));
        buffer.AsSpan(0, kept).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async Task FlushAsync()
    {
        try
        {
            while (_outbound.TryTake(out var chunk))
            {
                await _stream.WriteAsync(chunk.Array.AsMemory(0, chunk.Length)).ConfigureAwait(false);
                _outbound.Written(chunk);
            }
        }
        catch (Exception exception)
        {
            Close(exception);
        }
    }
}
