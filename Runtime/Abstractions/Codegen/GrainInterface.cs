namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Static facts of one grain or observer interface; generated code registers one per interface in <see cref="CodegenRegistry"/>.</summary>
public sealed class GrainInterface
{
    /// <summary>The interface.</summary>
    public required Type InterfaceType { get; init; }

    /// <summary>Its <c>[Alias]</c>, or its full name.</summary>
    public required string Name { get; init; }

    /// <summary>All methods, inherited interfaces included.</summary>
    public required IReadOnlyList<GrainMethod> Methods { get; init; }

    /// <summary>Makes a proxy; the engine sets its identity right after with <see cref="GrainProxy.Bind"/>.</summary>
    public required Func<GrainProxy> CreateProxy { get; init; }

    /// <summary>The interface derives from <see cref="Orleans.IGrainObserver"/>.</summary>
    public bool IsObserver { get; init; }
}
