namespace Orleans.Configuration;

/// <summary>Which cluster a silo or client belongs to. Both ids must be equal on both sides of a connection.</summary>
public class ClusterOptions
{
    /// <summary>Value of <see cref="ClusterId"/> unless set.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>Value of <see cref="ServiceId"/> unless set.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>The deployment; at most 256 bytes.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The application, stable over deployments; at most 256 bytes.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
