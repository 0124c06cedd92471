using System.Text;

namespace FuncX.Actors;

/// <summary>The SDK's framing of serialized values: length in Unicode code points, a line feed, then the text. Source: the Globus Compute SDK, <c>pack_buffers</c>.</summary>
public static class PackedBuffers
{
    private const int MaxDigits = 9;

    /// <summary>Frames serialized values (each with its two-character format line) one after the other, as UTF-8.</summary>
    public static byte[] Pack(params ReadOnlySpan<string> buffers)
    {
        var text = new StringBuilder();
        foreach (var buffer in buffers)
            text.Append(CountRunes(buffer)).Append('\n').Append(buffer);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads the frames back; false if a length is wrong or the bytes are not UTF-8.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, out List<string> buffers)
    {
        buffers = [];
        while (packed.Length > 0)
        {
            if (!TryNext(ref packed, out var buffer))
                return false;
            buffers.Add(Encoding.UTF8.GetString(buffer));
        }
        return true;
    }

    /// <summary>Counts the frames without decoding them; false if a length is wrong.</summary>
    public static bool TryCount(ReadOnlySpan<byte> packed, out int count)
    {
        count = 0;
        while (packed.Length > 0)
        {
            if (!TryNext(ref packed, out _))
                return false;
            count++;
        }
        return true;
    }

    private static bool TryNext(ref ReadOnlySpan<byte> packed, out ReadOnlySpan<byte> buffer)
    {
        buffer = default;
        var digits = packed.IndexOf((byte)'\n');
        if (digits is < 1 or > MaxDigits)
            return false;
        var runes = 0;
        foreach (var digit in packed[..digits])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            runes = (runes * 10) + (digit - '0');
        }
        var body = packed[(digits + 1)..];
        if (!TrySkipRunes(body, runes, out var bytes))
            return false;
        buffer = body[..bytes];
        packed = body[bytes..];
        return true;
    }

    private static bool TrySkipRunes(ReadOnlySpan<byte> text, int runes, out int bytes)
    {
        bytes = 0;
        if (runes <= text.Length && Ascii.IsValid(text[..runes]))
        {
            bytes = runes;
            return true;
        }
        for (var i = 0; i < runes; i++)
        {
            if (Rune.DecodeFromUtf8(text[bytes..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            bytes += consumed;
        }
        return true;
    }

    private static int CountRunes(string text)
    {
        var surrogatePairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                surrogatePairs++;
        }
        return text.Length - surrogatePairs;
    }
}
