using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of all grain interfaces.</summary>
public interface IGrain : IAddressable
{
}
