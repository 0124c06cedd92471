namespace Orleans.Configuration;

/// <summary>The gateways of a client that knows them beforehand.</summary>
public class StaticGatewayListProviderOptions
{
    /// <summary>As <c>gwy.tcp://ip:port/0</c>.</summary>
    public List<Uri> Gateways { get; set; } = [];
}
