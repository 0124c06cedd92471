namespace FuncX.Actors.Client;

/// <summary>What a map gave.</summary>
/// <typeparam name="T">Type of one value.</typeparam>
/// <param name="Values">One per item, in order; default where the item failed.</param>
/// <param name="Failures">Items that failed, by index; the others have their values all the same.</param>
/// <param name="Chunks">Tasks that it took.</param>
public sealed record MapResult<T>(IReadOnlyList<T?> Values, IReadOnlyList<MapFailure> Failures, int Chunks);

/// <summary>An item that failed.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Failure">Why; if its whole chunk was lost, the chunk's failure.</param>
public sealed record MapFailure(int Index, TaskFailure Failure);
