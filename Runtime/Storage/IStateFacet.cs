namespace FuncX.Actors.Runtime.Storage;

/// <summary>A state that is read before OnActivateAsync.</summary>
internal interface IStateFacet
{
    /// <summary>Replaces the state in memory by the stored record.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken);
}
