namespace Orleans.Runtime;

/// <summary>Base of placement strategies.</summary>
public abstract class PlacementStrategy
{
}
