using System.Net;
using System.Security.Cryptography;
using FuncX.Actors.Runtime.Catalog;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>The first frames in both directions.</summary>
internal static class Handshake
{
    internal const int SecretBytes = 32;

    /// <summary>A hello is small; nothing larger is read from somebody who has not said it yet.</summary>
    internal const int MaxHelloBytes = 1024;

    private const int MaxNameBytes = 256;
    private const int MaxTextBytes = 1024;
    private const int MaxGrainTypes = 100_000;
    private const ulong Magic = 0x31_47_41_58_43_4E_55_46; // "FUNCXAG1"
    private const ushort Version = 1;

    internal static FrameBuffer WriteHello(string clusterId, string serviceId, byte[] secret)
    {
        var frame = FrameBuffer.Begin(FrameKind.Hello, MaxHelloBytes);
        frame.WriteUInt64(Magic);
        frame.WriteUInt16(Version);
        frame.WriteString(clusterId);
        frame.WriteString(serviceId);
        frame.WriteBytes(secret);
        return frame;
    }

    /// <summary>Checks a hello. The client's id comes from a secret that only it knows, so that it keeps its id over gateways and nobody can take it.</summary>
    /// <exception cref="ProtocolException">Not one of our clients.</exception>
    internal static HandshakeRefusal? ReadHello(ReadOnlySpan<byte> body, string clusterId, string serviceId, out GrainId clientId)
    {
        clientId = default;
        var parser = new FrameParser(body);
        if (parser.ReadUInt64() != Magic) throw new ProtocolException("it does not speak this protocol");
        var version = parser.ReadUInt16();
        if (version != Version) return new(HandshakeStatus.WrongVersion, $"protocol version {version}, this silo speaks {Version}");
        var cluster = parser.ReadString(MaxNameBytes);
        var service = parser.ReadString(MaxNameBytes);
        var secret = parser.ReadBytes(SecretBytes);
        if (secret.Length != SecretBytes) throw new ProtocolException("a client secret of the wrong length");
        if (cluster != clusterId) return new(HandshakeStatus.WrongCluster, $"cluster id \"{cluster}\", this silo belongs to \"{clusterId}\"");
        if (service != serviceId) return new(HandshakeStatus.WrongService, $"service id \"{service}\", this silo belongs to \"{serviceId}\"");
        clientId = GrainId.Create(GrainTypePrefix.ClientGrainType, Convert.ToHexStringLower(SHA256.HashData(secret).AsSpan(0, 16)));
        return null;
    }

    internal static FrameBuffer WriteRefusal(HandshakeRefusal refusal)
    {
        var frame = FrameBuffer.Begin(FrameKind.Welcome, MaxTextBytes * 2);
        frame.WriteByte((byte)refusal.Status);
        frame.WriteString(refusal.Text);
        return frame;
    }

    internal static FrameBuffer WriteWelcome(SiloAddress silo, GrainId clientId, GrainTypeMap types)
    {
        var frame = FrameBuffer.Begin(FrameKind.Welcome, 16 * 1024 * 1024);
        frame.WriteByte((byte)HandshakeStatus.Accepted);
        frame.WriteString(silo.ToParsableString());
        frame.WriteGrainId(clientId);
        var entries = types.Entries.ToArray();
        frame.WriteVarint((uint)entries.Length);
        foreach (var entry in entries)
        {
            frame.WriteString(entry.InterfaceName);
            frame.WriteString(entry.GrainTypeName);
            frame.WriteString(entry.ClassName);
        }
        return frame;
    }

    internal static Welcome ReadWelcome(ReadOnlySpan<byte> body, EndPoint gateway)
    {
        var parser = new FrameParser(body);
        var status = (HandshakeStatus)parser.ReadByte();
        if (status != HandshakeStatus.Accepted)
        {
            var text = parser.ReadString(MaxTextBytes);
            throw status == HandshakeStatus.TooBusy
                ? new GatewayTooBusyException($"The gateway {gateway} takes no more connections: {text}")
                : new SiloUnavailableException($"The gateway {gateway} refused this client: {text}");
        }
        var silo = SiloAddress.FromParsableString(parser.ReadString(MaxNameBytes));
        var clientId = parser.ReadGrainId();
        var count = parser.ReadVarint();
        if (count > MaxGrainTypes) throw new ProtocolException("a list of grain types that is too long");
        var entries = new List<GrainTypeMap.Entry>();
        for (var i = 0; i < count; i++)
        {
            entries.Add(new GrainTypeMap.Entry(parser.ReadString(MaxTextBytes), parser.ReadString(MaxTextBytes), parser.ReadString(MaxTextBytes)));
        }
        return new Welcome(silo, clientId, new GrainTypeMap(entries));
    }
}
