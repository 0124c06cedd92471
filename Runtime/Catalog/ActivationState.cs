namespace FuncX.Actors.Runtime.Catalog;

/// <summary>An activation's life; it only moves forward.</summary>
internal enum ActivationState
{
    /// <summary>Constructor, stored state and OnActivateAsync run; messages wait.</summary>
    Activating,

    /// <summary>Messages run.</summary>
    Active,

    /// <summary>Running calls end, nothing new starts, then OnDeactivateAsync.</summary>
    Deactivating,

    /// <summary>Gone; its messages went to its successor.</summary>
    Ended,
}
