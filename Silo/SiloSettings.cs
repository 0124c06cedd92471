using System.Net;

namespace FuncX.Actors.Silo;

/// <summary>What <c>funcx up</c> was told.</summary>
public sealed class SiloSettings
{
    /// <summary>Where everything of this silo lives.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Port for clients and agents on loopback; 0 takes any free one. Default 30000.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>Port for other silos on loopback; 0 takes any free one. Default 11111.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>Name of the cluster. Default <c>funcx</c>.</summary>
    public string ClusterId { get; init; } = "funcx";

    /// <summary>Name of the service. Default <c>funcx</c>.</summary>
    public string ServiceId { get; init; } = "funcx";

    /// <summary>Keep everything in memory: gone with the process. Default false.</summary>
    public bool UseMemory { get; init; }

    /// <summary>Connection string of a Postgres that somebody else runs; by default null: a private one below the data directory.</summary>
    public string? Database { get; init; }

    /// <summary>Make a new administrator's token even if there is one. Default false.</summary>
    public bool NewAdminToken { get; init; }

    /// <summary>All errors at once, one line each.</summary>
    public IEnumerable<string> Validate()
    {
        if (GatewayPort is < 0 or > IPEndPoint.MaxPort)
            yield return $"--gateway-port must be 0 to 65535, got {GatewayPort}.";
        if (SiloPort is < 0 or > IPEndPoint.MaxPort)
            yield return $"--silo-port must be 0 to 65535, got {SiloPort}.";
        if (GatewayPort != 0 && GatewayPort == SiloPort)
            yield return $"--gateway-port and --silo-port are both {GatewayPort}: give two ports.";
        if (UseMemory && Database is not null)
            yield return "--storage memory and --database exclude each other.";
        if (!Path.IsPathRooted(DataDirectory))
            yield return $"--data must be an absolute path, got '{DataDirectory}'.";
    }
}
