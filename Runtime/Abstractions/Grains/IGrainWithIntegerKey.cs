namespace Orleans;

/// <summary>A grain interface whose grains are addressed by a <see cref="long"/>; canonical key: format "X".</summary>
public interface IGrainWithIntegerKey : IGrain
{
}
