namespace Orleans.Configuration;

/// <summary>What a silo is called.</summary>
public class SiloOptions
{
    /// <summary>For logs and dashboards; a name made from the silo's address unless set.</summary>
    public string SiloName { get; set; } = string.Empty;
}
