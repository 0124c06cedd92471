using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>Layout of the frames that carry calls. Fixed part by hand, values in the wire format.</summary>
internal static class CallFrames
{
    private const byte OneWay = 1;
    private const byte HasContext = 2;
    private const byte HasSource = 4;

    private const byte Value = 1;
    private const byte Failure = 2;

    /// <summary>number, method, flags, target, [source], time left in ms, [context], arguments.</summary>
    internal static FrameBuffer WriteRequest(RequestMessage message, ulong number, long timeLeftMs, bool withSource, int limit)
    {
        var frame = FrameBuffer.Begin(FrameKind.Request, limit);
        try
        {
            var flags = (message is OneWayMessage ? OneWay : 0) | (message.Context is { Count: > 0 } ? HasContext : 0) | (withSource ? HasSource : 0);
            frame.WriteUInt64(number);
            frame.WriteUInt64(message.Request.Method.Id);
            frame.WriteByte((byte)flags);
            frame.WriteGrainId(message.Target);
            if (withSource) frame.WriteGrainId(message.Source);
            frame.WriteVarint((uint)Math.Clamp(timeLeftMs, 0, uint.MaxValue));
            var writer = new WireWriter(frame);
            if ((flags & HasContext) != 0) RequestContextSerializer.Write(ref writer, message.Context!);
            message.Request.WriteArguments(ref writer);
            writer.Flush();
            return frame;
        }
        catch
        {
            frame.Release();
            throw;
        }
    }

    internal static RequestHead ReadRequestHead(ref FrameParser parser)
    {
        var number = parser.ReadUInt64();
        var method = parser.ReadUInt64();
        var flags = parser.ReadByte();
        if (flags > (OneWay | HasContext | HasSource)) throw new ProtocolException("a request with unknown flags");
        var target = parser.ReadGrainId();
        var source = (flags & HasSource) != 0 ? parser.ReadGrainId() : default;
        return new RequestHead(number, method, target, source, parser.ReadVarint(), (flags & OneWay) != 0, (flags & HasContext) != 0);
    }

    /// <summary>number, kind of answer, value or exception. An answer that cannot be written becomes one that says so.</summary>
    internal static FrameBuffer WriteResponse(ulong number, Response response, int limit)
    {
        var frame = FrameBuffer.Begin(FrameKind.Response, limit);
        frame.WriteUInt64(number);
        var beginning = frame.Length;
        try
        {
            WriteOutcome(frame, response.Exception, response);
        }
        catch (Exception exception)
        {
            frame.Truncate(beginning);
            WriteOutcome(frame, exception, response);
        }
        return frame;
    }

    /// <summary>Completes the call with what the frame says.</summary>
    internal static void ReadResponse(ref FrameParser parser, PendingCall call, ICallSender sender)
    {
        var kind = parser.ReadByte();
        var reader = new WireReader(parser.Rest, sender);
        if (kind == Failure) call.Fail(ExceptionSerializer.Read(ref reader));
        else if (kind == Value) call.CompleteFromWire(ref reader);
        else throw new ProtocolException("an answer of unknown kind");
    }

    internal static FrameBuffer WriteCancel(ulong number)
    {
        var frame = FrameBuffer.Begin(FrameKind.Cancel, 64);
        frame.WriteUInt64(number);
        return frame;
    }

    internal static FrameBuffer WritePing() => FrameBuffer.Begin(FrameKind.Ping, 64);

    internal static FrameBuffer WritePong() => FrameBuffer.Begin(FrameKind.Pong, 64);

    internal static FrameBuffer WriteGoodbye() => FrameBuffer.Begin(FrameKind.Goodbye, 64);

    private static void WriteOutcome(FrameBuffer frame, Exception? exception, Response response)
    {
        frame.WriteByte(exception is null ? Value : Failure);
        var writer = new WireWriter(frame);
        if (exception is null) response.WriteResult(ref writer);
        else ExceptionSerializer.Write(ref writer, exception);
        writer.Flush();
    }
}
