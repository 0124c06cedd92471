namespace Orleans;

/// <summary>A grain interface whose grains are addressed by a <see cref="Guid"/>; canonical key: format "N".</summary>
public interface IGrainWithGuidKey : IGrain
{
}
