using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Directory;

/// <summary>Where a grain lives: the active silo with the highest hash over silo and grain. When a silo joins or leaves, only its share moves.</summary>
internal sealed class RendezvousPlacement(params SiloAddress[] silos)
{
    private SiloAddress[] _silos = silos;

    /// <summary>The silos of the current view.</summary>
    internal IReadOnlyList<SiloAddress> Silos => Volatile.Read(ref _silos);

    /// <summary>Replaces the view.</summary>
    internal void Update(IEnumerable<SiloAddress> silos) => Volatile.Write(ref _silos, [.. silos]);

    /// <summary>The grain's home; the same on every silo that has the same view.</summary>
    /// <exception cref="SiloUnavailableException">No silo is active.</exception>
    internal SiloAddress HomeOf(GrainId grain)
    {
        var silos = Volatile.Read(ref _silos);
        if (silos.Length == 1) return silos[0];
        if (silos.Length == 0) throw new SiloUnavailableException($"No silo is active to hold {grain}.");
        var best = silos[0];
        var bestWeight = Weight(best, grain);
        for (var i = 1; i < silos.Length; i++)
        {
            var weight = Weight(silos[i], grain);
            if (weight < bestWeight || (weight == bestWeight && silos[i].CompareTo(best) < 0)) continue;
            best = silos[i];
            bestWeight = weight;
        }
        return best;
    }

    private static uint Weight(SiloAddress silo, GrainId grain)
    {
        Span<byte> input = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(input, silo.GetConsistentHashCode());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(input[4..], grain.GetUniformHashCode());
        return StableHash.Compute(input);
    }
}
