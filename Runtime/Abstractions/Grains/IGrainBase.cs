using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain implementation has: its context and the two ends of an activation's life.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this instance lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call; a failure fails the waiting calls and ends the activation.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call. Not guaranteed: a silo that dies does not call it.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
