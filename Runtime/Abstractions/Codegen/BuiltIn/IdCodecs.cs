using System.Text;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A group: 0 the type, 1 the key, both in UTF-8.</summary>
internal sealed class GrainIdCodec : ImmutableCodec<GrainId>
{
    public override WireType WireType => WireType.Group;

    public override void Write(ref WireWriter writer, GrainId value)
    {
        writer.Enter();
        WriteFields(ref writer, value);
        writer.End();
    }

    public override GrainId Read(ref WireReader reader)
    {
        reader.Enter();
        byte[] type = [], key = [];
        while (reader.ReadHeader(out var id, out var wire))
        {
            if (id == 0 && wire == WireType.Bytes) type = reader.ReadByteArray();
            else if (id == 1 && wire == WireType.Bytes) key = reader.ReadByteArray();
            else reader.Skip(wire);
        }

        reader.Leave();
        return new GrainId(new GrainType(type), new IdSpan(key));
    }

    private static void WriteFields(ref WireWriter writer, GrainId value)
    {
        writer.WriteHeader(0, WireType.Bytes);
        writer.WriteBytes(value.Type.AsSpan());
        writer.WriteHeader(1, WireType.Bytes);
        writer.WriteBytes(value.Key.AsSpan());
    }
}

/// <summary>"ip:port@generation" in UTF-8.</summary>
internal sealed class SiloAddressCodec : ImmutableCodec<SiloAddress>
{
    public override WireType WireType => WireType.Bytes;

    public override void Write(ref WireWriter writer, SiloAddress value) => writer.WriteString(value.ToParsableString());

    public override SiloAddress Read(ref WireReader reader)
        => SiloAddress.TryParse(Encoding.UTF8.GetString(reader.ReadBytes()), out var value)
            ? value
            : throw new WireFormatException("Malformed: a silo address.");
}
