using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>The activation whose code runs on this thread. The engine sets it around every turn and around the constructor.</summary>
internal static class ActivationScope
{
    [ThreadStatic]
    private static IGrainContext? _current;

    public static IGrainContext? Current
    {
        get => _current;
        set => _current = value;
    }
}
