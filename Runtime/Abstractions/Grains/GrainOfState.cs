using FuncX.Actors.Runtime;
using Orleans.Core;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain with one stored state in the default storage provider, read before <see cref="Grain.OnActivateAsync"/>.</summary>
/// <typeparam name="TGrainState">Needs a public constructor without parameters.</typeparam>
public class Grain<TGrainState> : Grain
{
    private readonly IStorage<TGrainState> _storage;

    /// <summary>Takes the state of the activation that is being made.</summary>
    protected Grain() => _storage = GrainEngines.Of(this).CreateStorage<TGrainState>();

    /// <summary>For tests: uses the given storage.</summary>
    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    /// <summary>The state in memory; nothing is stored before <see cref="WriteStateAsync"/>.</summary>
    protected TGrainState State
    {
        get => _storage.State!;
        set => _storage.State = value;
    }

    /// <summary>Deletes the stored record and resets <see cref="State"/>.</summary>
    protected virtual Task ClearStateAsync() => _storage.ClearStateAsync();

    /// <summary>Replaces <see cref="State"/> by the stored record.</summary>
    protected virtual Task ReadStateAsync() => _storage.ReadStateAsync();

    /// <summary>Stores <see cref="State"/>.</summary>
    /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since the last read; the activation ends.</exception>
    protected virtual Task WriteStateAsync() => _storage.WriteStateAsync();
}
