using Orleans;

namespace FuncX.Actors.Runtime;

/// <summary>Finds the engine behind a grain.</summary>
internal static class GrainEngines
{
    public static IGrainEngine Of(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain.GrainContext as IGrainEngine ?? throw new InvalidOperationException(
            $"{grain.GetType().Name} was made outside a silo, so it has no engine. Get a reference from IGrainFactory instead of calling its constructor.");
    }
}
