using System.Collections.Concurrent;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Wanted result formats as frames carry them.</summary>
internal static class ResultFormats
{
    private const int MaxCached = 64;
    private static readonly ConcurrentDictionary<string, byte[]> Cache = new(StringComparer.Ordinal);

    /// <summary>"11,00" becomes "1100"; names that no frame can carry become "??", which a worker refuses by name.</summary>
    public static byte[] Encode(string wanted)
    {
        if (Cache.TryGetValue(wanted, out var known))
            return known;
        var names = wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        byte[] encoded = [.. names.Take(16).SelectMany(n => n.Length == 2 && n.All(char.IsAsciiLetterOrDigit) ? n.Select(c => (byte)c) : "??"u8.ToArray())];
        if (Cache.Count < MaxCached)
            Cache[wanted] = encoded;
        return encoded;
    }
}
