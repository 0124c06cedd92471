namespace Orleans.Concurrency;

/// <summary>Calls may run between the awaits of other calls of the same activation.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute
{
}
