using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>The address of an observer: the type of clients, and as key "client+number".</summary>
internal static class ObserverId
{
    private const byte Separator = (byte)'+';

    internal static GrainId Create(IdSpan client, long number) => GrainId.Create(GrainTypePrefix.ClientGrainType, $"{client}+{number}");

    internal static bool TrySplit(GrainId id, out IdSpan client, out string observer)
    {
        var key = id.Key.AsSpan();
        var at = key.LastIndexOf(Separator);
        client = at > 0 ? new IdSpan(key[..at].ToArray()) : default;
        observer = at > 0 ? System.Text.Encoding.UTF8.GetString(key[(at + 1)..]) : string.Empty;
        return at > 0;
    }
}
