using System.Net;

namespace FuncX.Actors.Client;

/// <summary>How a client reaches a silo, and its bounds.</summary>
public sealed class FuncXClientOptions
{
    /// <summary>Gateways, tried in turn. Default 127.0.0.1:30000.</summary>
    public IReadOnlyList<IPEndPoint> Gateways { get; set; } = [new IPEndPoint(IPAddress.Loopback, 30000)];

    /// <summary>Name of the cluster. Default <c>funcx</c>.</summary>
    public string ClusterId { get; set; } = "funcx";

    /// <summary>Name of the service. Default <c>funcx</c>.</summary>
    public string ServiceId { get; set; } = "funcx";

    /// <summary>The account's token; required, empty by default.</summary>
    public string Token { get; set; } = "";

    /// <summary>How long to try to reach a gateway at the start. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an operation that may be repeated is tried again after losing its silo. Default 60 s.</summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long <see cref="TaskHandle.GetOutcomeAsync"/> waits if its caller sets no bound. Default 14 days, the longest life of a task.</summary>
    public TimeSpan ResultTimeout { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Argument bytes of submits that wait for their commit; more make the caller wait. Default 64 MiB.</summary>
    public long MaxPendingSubmitBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Argument bytes of one call to the silo; a larger task travels alone. Default 4 MiB.</summary>
    public int ChunkBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Tasks of one call to the silo. Default 5,000, at most 10,000.</summary>
    public int ChunkTasks { get; set; } = 5_000;

    /// <summary>All errors at once, one line each.</summary>
    public IEnumerable<string> Validate()
    {
        if (Gateways.Count == 0)
            yield return "No gateway is given: set FUNCX_GATEWAY=host:port.";
        if (string.IsNullOrWhiteSpace(Token))
            yield return "No token is given: set FUNCX_TOKEN, or write one to $FUNCX_HOME/token (mode 0600); for the silo of this machine set FUNCX_DATA to its data directory.";
        if (ConnectTimeout <= TimeSpan.Zero || RetryTimeout <= TimeSpan.Zero || ResultTimeout <= TimeSpan.Zero)
            yield return "ConnectTimeout, RetryTimeout and ResultTimeout must be positive.";
        if (ChunkTasks is < 1 or > 10_000 || ChunkBytes < 1 || MaxPendingSubmitBytes < ChunkBytes)
            yield return "ChunkTasks must be 1 to 10,000, ChunkBytes positive, MaxPendingSubmitBytes at least ChunkBytes.";
    }
}
