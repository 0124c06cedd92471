using System.Text;

namespace Orleans.Runtime;

/// <summary>Reserved beginnings of grain types.</summary>
public static class GrainTypePrefix
{
    /// <summary>All types of the engine's own.</summary>
    public const string SystemPrefix = "sys.";

    /// <summary>System targets.</summary>
    public const string SystemTargetPrefix = SystemPrefix + "svc.";

    /// <summary>Clients; observers live in their client's id space.</summary>
    public const string ClientPrefix = SystemPrefix + "client";

    /// <summary><see cref="SystemTargetPrefix"/> in UTF-8.</summary>
    public static readonly ReadOnlyMemory<byte> SystemTargetPrefixBytes = Encoding.UTF8.GetBytes(SystemTargetPrefix);

    /// <summary><see cref="ClientPrefix"/> in UTF-8.</summary>
    public static readonly ReadOnlyMemory<byte> ClientPrefixBytes = Encoding.UTF8.GetBytes(ClientPrefix);

    /// <summary>The type of clients.</summary>
    public static readonly GrainType ClientGrainType = GrainType.Create(ClientPrefix);

    /// <summary>The type names a client.</summary>
    public static bool IsClient(this in GrainType type) => type.AsSpan().StartsWith(ClientPrefixBytes.Span);

    /// <summary>The id names a client or one of its observers.</summary>
    public static bool IsClient(this in GrainId id) => id.Type.IsClient();

    /// <summary>The type names a system target.</summary>
    public static bool IsSystemTarget(this in GrainType type) => type.AsSpan().StartsWith(SystemTargetPrefixBytes.Span);

    /// <summary>The id names a system target.</summary>
    public static bool IsSystemTarget(this in GrainId id) => id.Type.IsSystemTarget();
}
