using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>Canonical text of grain keys, which databases store: Guid "N", integer hexadecimal "X", string as it is.</summary>
internal static class GrainKeys
{
    public static IdSpan Create(Guid key)
    {
        var bytes = new byte[32];
        key.TryFormat(bytes, out _, "N");
        return new IdSpan(bytes);
    }

    public static IdSpan Create(long key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryFormat(bytes, out var written, "X", CultureInfo.InvariantCulture);
        return new IdSpan(bytes[..written].ToArray());
    }

    public static IdSpan Create(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new IdSpan(Encoding.UTF8.GetBytes(key));
    }

    public static Guid ParseGuid(GrainId id)
        => Utf8Parser.TryParse(id.Key.AsSpan(), out Guid value, out var used, 'N') && used == id.Key.AsSpan().Length
            ? value
            : throw new InvalidOperationException($"The key of {id} is not a Guid.");

    public static long ParseInteger(GrainId id)
        => Utf8Parser.TryParse(id.Key.AsSpan(), out ulong value, out var used, 'X') && used == id.Key.AsSpan().Length
            ? unchecked((long)value)
            : throw new InvalidOperationException($"The key of {id} is not an integer.");
}
