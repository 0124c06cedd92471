using System.Buffers;
using FuncX.Actors.Runtime.Codegen;

namespace FuncX.Actors.Runtime.Tests.Serialization;

/// <summary>Values to bytes and back.</summary>
internal static class Wire
{
    public static byte[] Write<T>(T value)
    {
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        WireCodec<T>.Get().Write(ref writer, value);
        writer.Flush();
        return buffer.ToArray();
    }

    public static T Read<T>(ReadOnlySpan<byte> bytes, ICallSender? sender = null)
    {
        var reader = new WireReader(bytes, sender);
        var value = WireCodec<T>.Get().Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return value;
    }

    public static T RoundTrip<T>(T value) => Read<T>(Write(value));

    public static T Copy<T>(T value) => WireCodec<T>.Get().Copy(value);

    /// <summary>Hands out spans of a few bytes only, so that every value crosses segments.</summary>
    public sealed class Stingy(int size) : IBufferWriter<byte>
    {
        private readonly List<byte> _done = [];
        private byte[] _current = [];

        public byte[] ToArray() => _done.ToArray();

        public void Advance(int count) => _done.AddRange(_current.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _current = new byte[Math.Max(size, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
