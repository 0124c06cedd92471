namespace FuncX.Actors.Runtime.Hosting;

/// <summary>Bounds of the embedded engine for which Orleans has no option. Set with <c>Configure&lt;EngineLimits&gt;</c> on either builder.</summary>
public sealed class EngineLimits
{
    /// <summary>Clients connected to one gateway; the next is refused with a <see cref="Orleans.Runtime.GatewayTooBusyException"/>. Default 1,000.</summary>
    public int MaxGatewayConnections { get; set; } = 1_000;

    /// <summary>Calls in flight on one connection, in each direction; the next fails with a <see cref="Orleans.Runtime.LimitExceededException"/>. Default 100,000.</summary>
    public int MaxInFlightPerConnection { get; set; } = 100_000;

    /// <summary>Bytes of requests in flight from one client; the next fails with a <see cref="Orleans.Runtime.LimitExceededException"/>. Default 256 MiB.</summary>
    public long MaxInFlightBytesPerConnection { get; set; } = 256L * 1024 * 1024;

    /// <summary>Bytes waiting to be written to one connection; a gateway closes the connection of a client that reads more slowly, a client fails the call. Default 256 MiB.</summary>
    public long MaxOutboundBytesPerConnection { get; set; } = 256L * 1024 * 1024;

    /// <summary>Time in which a peer must have introduced itself. Default 5 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which a client asks its gateway for a sign of life. Default 5 s.</summary>
    public TimeSpan PingAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client waits for that sign before it gives the connection up and makes another. Default 15 s.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest pause between two attempts of a client to reconnect; the pauses start at 50 ms, double, and are jittered. Default 2 s.</summary>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stopping silo lets running calls end before it deactivates their grains. Default 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
