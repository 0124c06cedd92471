using System.Buffers.Binary;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>Reads and writes single frames, before a connection is one.</summary>
internal static class HandshakeStream
{
    /// <summary>Reads one frame of the kind and nothing behind it.</summary>
    /// <exception cref="ProtocolException">Something else came.</exception>
    internal static async Task<byte[]> ReadAsync(Stream stream, FrameKind kind, int maxBytes, CancellationToken cancellationToken)
    {
        var prefix = new byte[FrameBuffer.PrefixBytes + 1];
        await ReadExactlyAsync(stream, prefix, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        if (prefix[^1] != (byte)kind) throw new ProtocolException($"a first frame of kind {prefix[^1]}: it does not speak this protocol");
        if (length == 0 || length > (uint)maxBytes) throw new ProtocolException($"a first frame of {length} bytes, {maxBytes} at most");
        var body = new byte[length - 1];
        await ReadExactlyAsync(stream, body, cancellationToken).ConfigureAwait(false);
        return body;
    }

    internal static async Task WriteAsync(Stream stream, FrameBuffer frame, CancellationToken cancellationToken)
    {
        frame.End();
        var bytes = frame.Written.ToArray();
        frame.Release();
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads and drops until the other side closes, at most so much.</summary>
    internal static async Task DrainAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        while (maxBytes > 0)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0) return;
            maxBytes -= read;
        }
    }

    private static async Task ReadExactlyAsync(Stream stream, byte[] target, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw new ProtocolException("the connection ended before the introduction was complete");
        }
    }
}
