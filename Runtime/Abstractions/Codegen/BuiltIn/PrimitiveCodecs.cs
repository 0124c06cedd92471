namespace FuncX.Actors.Runtime.Codegen;

// One small class per primitive: the JIT devirtualises none of them, so each is a single call deep.

internal sealed class BooleanCodec : ImmutableCodec<bool>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, bool value) => writer.WriteByte(value ? (byte)1 : (byte)0);

    public override bool Read(ref WireReader reader) => reader.ReadBoolean();
}

internal sealed class ByteCodec : ImmutableCodec<byte>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, byte value) => writer.WriteVarint(value);

    public override byte Read(ref WireReader reader) => (byte)reader.ReadUnsigned(byte.MaxValue);
}

internal sealed class SByteCodec : ImmutableCodec<sbyte>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, sbyte value) => writer.WriteZigZag(value);

    public override sbyte Read(ref WireReader reader) => (sbyte)reader.ReadSigned(sbyte.MinValue, sbyte.MaxValue);
}

internal sealed class Int16Codec : ImmutableCodec<short>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, short value) => writer.WriteZigZag(value);

    public override short Read(ref WireReader reader) => (short)reader.ReadSigned(short.MinValue, short.MaxValue);
}

internal sealed class UInt16Codec : ImmutableCodec<ushort>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, ushort value) => writer.WriteVarint(value);

    public override ushort Read(ref WireReader reader) => (ushort)reader.ReadUnsigned(ushort.MaxValue);
}

internal sealed class CharCodec : ImmutableCodec<char>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, char value) => writer.WriteVarint(value);

    public override char Read(ref WireReader reader) => (char)reader.ReadUnsigned(char.MaxValue);
}

internal sealed class Int32Codec : ImmutableCodec<int>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, int value) => writer.WriteZigZag(value);

    public override int Read(ref WireReader reader) => reader.ReadInt32();
}

internal sealed class UInt32Codec : ImmutableCodec<uint>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, uint value) => writer.WriteVarint(value);

    public override uint Read(ref WireReader reader) => (uint)reader.ReadUnsigned(uint.MaxValue);
}

internal sealed class Int64Codec : ImmutableCodec<long>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, long value) => writer.WriteZigZag(value);

    public override long Read(ref WireReader reader) => reader.ReadZigZag();
}

internal sealed class UInt64Codec : ImmutableCodec<ulong>
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ref WireWriter writer, ulong value) => writer.WriteVarint(value);

    public override ulong Read(ref WireReader reader) => reader.ReadVarint();
}

internal sealed class SingleCodec : ImmutableCodec<float>
{
    public override WireType WireType => WireType.Fixed4;

    public override void Write(ref WireWriter writer, float value) => writer.WriteFixed4(BitConverter.SingleToUInt32Bits(value));

    public override float Read(ref WireReader reader) => BitConverter.UInt32BitsToSingle(reader.ReadFixed4());
}

internal sealed class DoubleCodec : ImmutableCodec<double>
{
    public override WireType WireType => WireType.Fixed8;

    public override void Write(ref WireWriter writer, double value) => writer.WriteFixed8(BitConverter.DoubleToUInt64Bits(value));

    public override double Read(ref WireReader reader) => BitConverter.UInt64BitsToDouble(reader.ReadFixed8());
}

internal sealed class GuidCodec : ImmutableCodec<Guid>
{
    public override WireType WireType => WireType.Fixed16;

    public override void Write(ref WireWriter writer, Guid value) => writer.WriteGuid(value);

    public override Guid Read(ref WireReader reader) => reader.ReadGuid();
}

internal sealed class TimeSpanCodec : ImmutableCodec<TimeSpan>
{
    public override WireType WireType => WireType.Fixed8;

    public override void Write(ref WireWriter writer, TimeSpan value) => writer.WriteFixed8(unchecked((ulong)value.Ticks));

    public override TimeSpan Read(ref WireReader reader) => new TimeSpan(unchecked((long)reader.ReadFixed8()));
}

internal sealed class StringCodec : ImmutableCodec<string>
{
    public override WireType WireType => WireType.Bytes;

    public override void Write(ref WireWriter writer, string value) => writer.WriteString(value);

    public override string Read(ref WireReader reader) => reader.ReadString();
}
