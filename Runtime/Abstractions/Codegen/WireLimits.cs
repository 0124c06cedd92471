namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Bounds of one message, the same for writers and readers, so that whoever breaks one learns it first.</summary>
public static class WireLimits
{
    /// <summary>Nesting of groups and lists.</summary>
    public const int MaxDepth = 64;

    /// <summary>Groups and lists in one message; bounds the memory that a small hostile message can ask for.</summary>
    public const int MaxObjects = 1_000_000;
}
