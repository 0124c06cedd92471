namespace FuncX.Actors.Runtime.Codegen;

internal sealed class ByteArrayCodec : WireCodec<byte[]>
{
    public override WireType WireType => WireType.Bytes;

    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, byte[] value) => writer.WriteBytes(value);

    public override byte[] Read(ref WireReader reader) => reader.ReadByteArray();

    public override byte[] Copy(byte[] value) => value.Length == 0 ? value : WireReader.CopyOf(value);
}

/// <summary>Read as a copy: receive buffers are pooled and reused. Copied too, since what lies below may be a changing array.</summary>
internal sealed class MemoryCodec : WireCodec<ReadOnlyMemory<byte>>
{
    public override WireType WireType => WireType.Bytes;

    public override bool IsImmutable => false;

    public override void Write(ref WireWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBytes(value.Span);

    public override ReadOnlyMemory<byte> Read(ref WireReader reader) => reader.ReadByteArray();

    public override ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> value) => value.IsEmpty ? default : WireReader.CopyOf(value.Span);

    public override bool IsAbsent(ReadOnlyMemory<byte> value) => value.IsEmpty;
}
