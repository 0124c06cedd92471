namespace Orleans.Concurrency;

/// <summary>Calls of this method may run beside each other, but not beside others; on the interface method.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute
{
}
