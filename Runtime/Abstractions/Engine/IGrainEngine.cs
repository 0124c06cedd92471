using Orleans;
using Orleans.Core;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>What the base classes of grains ask of the engine. The engine's activation implements it; its context is the activation itself.</summary>
internal interface IGrainEngine : IGrainContext
{
    /// <summary>Makes references whose calls carry this activation as source.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>The silo, as text.</summary>
    string RuntimeIdentity { get; }

    /// <summary>Starts a timer that runs on this activation's turns.</summary>
    IGrainTimer RegisterTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);

    /// <summary>Ends the activation once its current calls are done.</summary>
    void DeactivateOnIdle();

    /// <summary>Keeps the activation from idle collection for at least this long; negative cancels.</summary>
    void DelayDeactivation(TimeSpan timeSpan);

    /// <summary>State of <see cref="Grain{TGrainState}"/> (state name: the full name of the grain class); read before OnActivateAsync.</summary>
    IStorage<TState> CreateStorage<TState>();

    /// <summary>A reference to any grain that speaks <paramref name="interfaceType"/>.</summary>
    IAddressable GetReference(GrainId grainId, Type interfaceType);
}
