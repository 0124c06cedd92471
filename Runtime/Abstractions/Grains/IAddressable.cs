namespace Orleans.Runtime;

/// <summary>Anything that a call can be addressed to: a grain, a reference to one, an observer.</summary>
public interface IAddressable
{
}
