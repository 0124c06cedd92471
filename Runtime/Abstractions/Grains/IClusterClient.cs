namespace Orleans;

/// <summary>The way into a cluster for code outside grains; connects when its host starts.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the host.</summary>
    IServiceProvider ServiceProvider { get; }
}
