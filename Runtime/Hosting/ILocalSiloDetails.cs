namespace Orleans.Runtime;

/// <summary>Who this silo is. Addresses are final once its host has started.</summary>
public interface ILocalSiloDetails
{
    /// <summary><see cref="Configuration.SiloOptions.SiloName"/>.</summary>
    string Name { get; }

    /// <summary><see cref="Configuration.ClusterOptions.ClusterId"/>.</summary>
    string ClusterId { get; }

    /// <summary>The host's name.</summary>
    string DnsHostName { get; }

    /// <summary>The silo's address for other silos.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The silo's address for clients, with the port really bound.</summary>
    SiloAddress GatewayAddress { get; }
}
