using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FuncX.Actors.Grains.Tasks;

/// <summary>SHA-256 over everything in a specification that decides what runs, so that a repeated submit is told from another task under the same id.</summary>
public static class SpecHash
{
    /// <summary>32 bytes.</summary>
    public static byte[] Of(TaskSpec spec)
    {
        var serializer = Encoding.UTF8.GetBytes(spec.ResultSerializer);
        var head = new byte[16 * 4 + 8 * 2 + 2 + serializer.Length];
        spec.Id.Value.TryWriteBytes(head);
        spec.Endpoint.Value.TryWriteBytes(head.AsSpan(16));
        spec.Function.Value.TryWriteBytes(head.AsSpan(32));
        spec.Group?.Value.TryWriteBytes(head.AsSpan(48));
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(64), spec.WallTime?.Ticks ?? -1);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(72), spec.TimeToLive?.Ticks ?? -1);
        head[80] = (byte)spec.Priority;
        head[81] = spec.AtMostOnce ? (byte)1 : (byte)0;
        serializer.CopyTo(head, 82);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(spec.Payload);
        return hash.GetHashAndReset();
    }
}
