using FuncX.Actors.Runtime.Catalog;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Storage;

/// <summary>One named state of an activation in one storage provider.</summary>
internal sealed class StateFacet<TState>(Activation activation, string stateName, IGrainStorage storage) : IPersistentState<TState>, IStateFacet
{
    private readonly GrainState<TState> _record = new(NewState());

    public TState State
    {
        get => _record.State;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        await storage.ReadStateAsync(stateName, activation.GrainId, _record, cancellationToken);
        // A provider that found nothing may leave null behind; grain code starts from an empty state.
        if (_record.State is null) _record.State = NewState();
    }

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        GuardAsync(storage.WriteStateAsync(stateName, activation.GrainId, _record, cancellationToken));

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await GuardAsync(storage.ClearStateAsync(stateName, activation.GrainId, _record, cancellationToken));
        _record.State = NewState();
    }

    /// <summary>An activation whose state is stale must not answer from it again, even if its code swallows the exception.</summary>
    private async Task GuardAsync(Task operation)
    {
        try
        {
            await operation;
        }
        catch (InconsistentStateException exception)
        {
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "Its stored state was changed by somebody else."));
            throw;
        }
    }

    private static TState NewState() => typeof(TState).IsValueType ? default! : Activator.CreateInstance<TState>();
}
