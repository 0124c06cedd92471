namespace Orleans.Configuration;

/// <summary>How a client treats its list of gateways.</summary>
public class GatewayOptions
{
    /// <summary>The list is asked for again when a connection is needed and the last answer is older than this. Default 1 min.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
