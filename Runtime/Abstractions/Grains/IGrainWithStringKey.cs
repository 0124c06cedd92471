namespace Orleans;

/// <summary>A grain interface whose grains are addressed by a string, which is the key in UTF-8.</summary>
public interface IGrainWithStringKey : IGrain
{
}
