namespace FuncX.Actors;

/// <summary>What an agent knows of a task it was handed.</summary>
[GenerateSerializer, Alias("funcx.InventoryState")]
public enum InventoryState
{
    /// <summary>Not started.</summary>
    Queued = 0,

    /// <summary>Running now.</summary>
    Running = 1,

    /// <summary>Ended; the outcome is on disk and comes in the next report.</summary>
    Unreported = 2,

    /// <summary>Its start is in the journal, but it runs no more: the agent or its worker died.</summary>
    Interrupted = 3,
}
