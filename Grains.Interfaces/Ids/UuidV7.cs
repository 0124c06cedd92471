namespace FuncX.Actors;

/// <summary>Reads the time out of a UUIDv7 (RFC 9562).</summary>
public static class UuidV7
{
    /// <summary>Millisecond time of a version 7 UUID, or null for any other version or a time that no calendar holds.</summary>
    public static DateTimeOffset? TimeOf(Guid id)
    {
        if (id.Version != 7)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var ms = ((long)bytes[0] << 40) | ((long)bytes[1] << 32) | ((long)bytes[2] << 24) | ((long)bytes[3] << 16) | ((long)bytes[4] << 8) | bytes[5];
        return ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }
}
