using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>A strategy that is no more than its name; the engine places by hash and takes the others as hints.</summary>
internal sealed class NamedPlacement(string name) : PlacementStrategy
{
    public static NamedPlacement HashBased { get; } = new("hash");

    public static NamedPlacement PreferLocal { get; } = new("prefer-local");

    public static NamedPlacement Random { get; } = new("random");

    public static NamedPlacement StatelessWorker { get; } = new("stateless-worker");

    public override string ToString() => name;
}
