namespace Orleans.Concurrency;

/// <summary>The caller does not wait: there is no answer and no error.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}
