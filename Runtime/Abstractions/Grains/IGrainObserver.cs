using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of interfaces that clients and grains implement to be called back; see <see cref="IGrainFactory.CreateObjectReference{T}"/>.</summary>
public interface IGrainObserver : IAddressable
{
}
