namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>What an agent tells of itself when it attaches, and what that settles.</summary>
/// <param name="Entries">For the hello.</param>
/// <param name="Losses">Told by the entries: no longer to be reported.</param>
/// <param name="Returned">Told by their absence.</param>
internal sealed record Inventory(InventoryEntry[] Entries, IReadOnlyList<LossReport> Losses, IReadOnlyList<TaskId> Returned);
