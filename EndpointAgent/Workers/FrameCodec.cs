using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Frames between agent and worker: little-endian u32 length of what follows, kind, fixed header, body.</summary>
internal static class FrameCodec
{
    /// <summary>The one protocol version this agent speaks.</summary>
    public const int Version = 1;

    /// <summary>Length of a function's hash.</summary>
    public const int HashBytes = 32;

    /// <summary>Bytes of a task frame around its formats and payload, the length included.</summary>
    public const int TaskOverhead = 5 + TaskHead;

    private const int TaskHead = 8 + HashBytes + 36 + 4 + 4 + 1 + 1;
    private const int ResultHead = 8 + 1 + 8 + 8 + 4 + 4 + 1;

    /// <summary>Writes the agent's answer to a hello.</summary>
    public static void WriteWelcome(IBufferWriter<byte> output, int captureBytes, int resultBytes) =>
        Write(output, FrameKind.Welcome, Encoding.ASCII.GetBytes($$"""{"protocol": {{Version}}, "capture_bytes": {{captureBytes}}, "result_bytes": {{resultBytes}}}"""), []);

    /// <summary>Writes a function's body.</summary>
    public static void WriteFunction(IBufferWriter<byte> output, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> body) =>
        Write(output, FrameKind.Function, CheckedHash(hash), body);

    /// <summary>Writes the order to drop a function.</summary>
    public static void WriteForget(IBufferWriter<byte> output, ReadOnlySpan<byte> hash) => Write(output, FrameKind.Forget, CheckedHash(hash), []);

    /// <summary>Writes the order to leave.</summary>
    public static void WriteStop(IBufferWriter<byte> output) => Write(output, FrameKind.Stop, [], []);

    /// <summary>Writes a call.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="nonce">Comes back in the result.</param>
    /// <param name="hash">A function sent before.</param>
    /// <param name="task">The task's id.</param>
    /// <param name="resultLimit">Bytes of the serialized result; 0 for the welcome's limit.</param>
    /// <param name="formats">Wanted result formats, two characters each, without separator.</param>
    /// <param name="payload">Packed arguments and keywords.</param>
    public static void WriteTask(IBufferWriter<byte> output, ulong nonce, ReadOnlySpan<byte> hash, Guid task, int resultLimit, ReadOnlySpan<byte> formats, ReadOnlySpan<byte> payload)
    {
        if (formats.Length % 2 != 0 || formats.Length > 32)
            throw new ArgumentException("Result formats are at most 16 names of two characters.", nameof(formats));
        var span = output.GetSpan(TaskOverhead);
        BinaryPrimitives.WriteInt32LittleEndian(span, checked(1 + TaskHead + formats.Length + payload.Length));
        span[4] = (byte)FrameKind.Task;
        BinaryPrimitives.WriteUInt64LittleEndian(span[5..], nonce);
        CheckedHash(hash).CopyTo(span[13..]);
        task.TryFormat(span[45..], out _);
        BinaryPrimitives.WriteInt32LittleEndian(span[81..], resultLimit);
        BinaryPrimitives.WriteInt32LittleEndian(span[85..], 0);
        span[89] = 0;
        span[90] = (byte)(formats.Length / 2);
        output.Advance(TaskOverhead);
        output.Write(formats);
        output.Write(payload);
    }

    /// <summary>Takes one whole frame off <paramref name="buffer"/>.</summary>
    /// <returns>False if more bytes are needed.</returns>
    /// <exception cref="WorkerProtocolException">Its length is zero or over <paramref name="maxBytes"/>.</exception>
    public static bool TryRead(ref ReadOnlySpan<byte> buffer, int maxBytes, out FrameKind kind, out ReadOnlySpan<byte> body)
    {
        kind = default;
        body = default;
        if (buffer.Length < 4)
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
        if (length == 0 || length > (uint)maxBytes)
            throw new WorkerProtocolException($"a frame of {length} bytes; 1 to {maxBytes} are allowed");
        if (buffer.Length - 4 < (int)length)
            return false;
        kind = (FrameKind)buffer[4];
        body = buffer.Slice(5, (int)length - 1);
        buffer = buffer[(4 + (int)length)..];
        return true;
    }

    /// <summary>Reads a result's body.</summary>
    /// <exception cref="WorkerProtocolException">Its parts do not add up.</exception>
    public static WorkerResult ReadResult(ReadOnlySpan<byte> body)
    {
        if (body.Length < ResultHead)
            throw new WorkerProtocolException($"a result frame of {body.Length} bytes; its header alone has {ResultHead}");
        var status = body[8];
        var stdout = BinaryPrimitives.ReadUInt32LittleEndian(body[25..]);
        var stderr = BinaryPrimitives.ReadUInt32LittleEndian(body[29..]);
        var flags = body[33];
        var rest = body[ResultHead..];
        var value = rest.Length - (long)stdout - stderr;
        if (status > 1 || flags > 3 || value < 0)
            throw new WorkerProtocolException($"a result frame with status {status}, flags {flags} and {stdout} + {stderr} bytes of output in {rest.Length}");
        return new()
        {
            Nonce = BinaryPrimitives.ReadUInt64LittleEndian(body),
            IsSuccess = status == 0,
            StartedNanoseconds = BinaryPrimitives.ReadUInt64LittleEndian(body[9..]),
            EndedNanoseconds = BinaryPrimitives.ReadUInt64LittleEndian(body[17..]),
            Body = rest[..(int)value].ToArray(),
            Stdout = rest.Slice((int)value, (int)stdout).ToArray(),
            Stderr = rest[(int)(value + stdout)..].ToArray(),
            IsStdoutCut = (flags & 1) != 0,
            IsStderrCut = (flags & 2) != 0,
        };
    }

    /// <summary>Reads a hello's body.</summary>
    /// <exception cref="WorkerProtocolException">It is not JSON, or its version is not ours.</exception>
    public static WorkerHello ReadHello(ReadOnlySpan<byte> body)
    {
        WorkerHello? hello;
        try
        {
            hello = JsonSerializer.Deserialize<WorkerHello>(body);
        }
        catch (JsonException e)
        {
            throw new WorkerProtocolException($"a hello that cannot be read: {e.Message}");
        }
        if (hello is null || hello.Oldest > Version || hello.Protocol < Version)
            throw new WorkerProtocolException($"it speaks protocol {hello?.Oldest} to {hello?.Protocol}, this agent {Version}");
        return hello;
    }

    private static ReadOnlySpan<byte> CheckedHash(ReadOnlySpan<byte> hash) =>
        hash.Length == HashBytes ? hash : throw new ArgumentException($"A function's hash has {HashBytes} bytes, not {hash.Length}.", nameof(hash));

    private static void Write(IBufferWriter<byte> output, FrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var span = output.GetSpan(5);
        BinaryPrimitives.WriteInt32LittleEndian(span, checked(1 + head.Length + body.Length));
        span[4] = (byte)kind;
        output.Advance(5);
        output.Write(head);
        output.Write(body);
    }
}
