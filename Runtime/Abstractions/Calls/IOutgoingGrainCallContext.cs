using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that leaves.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that calls; null outside grains.</summary>
    IGrainContext? SourceContext { get; }
}
