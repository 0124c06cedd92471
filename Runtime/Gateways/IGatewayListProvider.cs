namespace Orleans.Messaging;

/// <summary>Tells a client which gateways there are.</summary>
public interface IGatewayListProvider
{
    /// <summary>How old a list may be.</summary>
    TimeSpan MaxStaleness { get; }

    /// <summary>The list can change.</summary>
    bool IsUpdatable { get; }

    /// <summary>Called once, before the first <see cref="GetGateways"/>.</summary>
    Task InitializeGatewayListProvider();

    /// <summary>The gateways, as <c>gwy.tcp://ip:port/generation</c>.</summary>
    Task<IList<Uri>> GetGateways();
}
