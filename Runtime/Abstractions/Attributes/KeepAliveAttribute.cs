namespace Orleans;

/// <summary>Activations are never collected as idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class KeepAliveAttribute : Attribute
{
}
