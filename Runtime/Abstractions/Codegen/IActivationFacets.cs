using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>What generated constructors ask of the engine for the activation that is being made.</summary>
public interface IActivationFacets
{
    /// <summary>A state facet for a <c>[PersistentState]</c> parameter; it is read before <c>OnActivateAsync</c>.</summary>
    IPersistentState<T> GetPersistentState<T>(string stateName, string? storageName);
}
