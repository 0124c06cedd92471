namespace Orleans.Concurrency;

/// <summary>Calls of this method do not wait for other calls, and others do not wait for them; on the interface method.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}
