using FuncX.Actors.Runtime.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

internal sealed partial class Activation
{
    private static readonly SendOrPostCallback s_activate = static state =>
    {
        var (activation, context) = ((Activation, Dictionary<string, object>?))state!;
        _ = activation.ActivateAsync(context);
    };

    private static readonly SendOrPostCallback s_deactivate = static state => _ = ((Activation)state!).EndAsync();

    private int _state;
    private DeactivationReason _reason;
    private EndSoon? _endSoon;
    private TaskCompletionSource? _deactivated;

    internal ActivationState State => (ActivationState)Volatile.Read(ref _state);

    public Task Deactivated
    {
        get
        {
            var completion = Volatile.Read(ref _deactivated) ?? CreateDeactivated();
            if (State == ActivationState.Ended) completion.TrySetResult();
            return completion.Task;
        }
    }

    /// <summary>Begins the activation; messages may be queued at once.</summary>
    internal void Begin(Dictionary<string, object>? requestContext) => Loop.Post(s_activate, (this, requestContext));

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        // First for an activation that is still starting: whichever of the two comes second sees the other.
        Interlocked.CompareExchange(ref _endSoon, new EndSoon(deactivationReason), null);
        var before = Interlocked.CompareExchange(ref _state, (int)ActivationState.Deactivating, (int)ActivationState.Active);
        if (before != (int)ActivationState.Active) return;
        _reason = deactivationReason;
        // At once, not when the loop gets to it: a call that comes now belongs to the successor.
        _ = Loop.PauseAsync();
        Loop.Post(s_deactivate, this);
    }

    /// <summary>Ticks since the last use, or -1 while it may not be collected.</summary>
    internal long IdleTicks(long now)
    {
        if (State != ActivationState.Active || now < Volatile.Read(ref _keepAliveUntil) || !Loop.IsIdle) return -1;
        return now - Volatile.Read(ref _lastUsed);
    }

    private TaskCompletionSource CreateDeactivated()
    {
        var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _deactivated, created, null) ?? created;
    }

    private async Task ActivateAsync(Dictionary<string, object>? requestContext)
    {
        using var bound = new CancellationTokenSource(_silo.Collection.ActivationTimeout, _silo.Time);
        try
        {
            if (requestContext is not null) RequestContext.Import(requestContext);
            GrainInstance = _class.Create(this);
            if (_facets is not null)
            {
                foreach (var facet in _facets) await facet.ReadStateAsync(bound.Token).WaitAsync(bound.Token);
            }
            if (GrainInstance is IGrainBase grain)
            {
                var activating = grain.OnActivateAsync(bound.Token);
                if (!activating.IsCompletedSuccessfully) await activating.WaitAsync(bound.Token);
            }
        }
        catch (Exception exception)
        {
            _silo.Log.ActivationFailed(exception, GrainId);
            await EndWithoutStartAsync(exception);
            return;
        }
        Interlocked.Exchange(ref _state, (int)ActivationState.Active);
        if (Volatile.Read(ref _endSoon) is { } soon) Deactivate(soon.Reason);
        else Loop.Open();
    }

    private async Task EndWithoutStartAsync(Exception exception)
    {
        Volatile.Write(ref _state, (int)ActivationState.Deactivating);
        StopTimers();
        Remove();
        var waiting = Loop.Close();
        while (waiting.TryDequeue(out var turn))
        {
            if (turn is RequestMessage message) TryReject(message, exception);
        }
        await ReleaseAsync();
    }

    private async Task EndAsync()
    {
        // A silo that stops has given running calls their time before.
        var limit = _reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? TimeSpan.Zero : _silo.Collection.DeactivationTimeout;
        using var bound = new CancellationTokenSource(_silo.Collection.DeactivationTimeout, _silo.Time);
        try
        {
            await Loop.PauseAsync().WaitAsync(limit, _silo.Time, bound.Token);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _silo.Log.RunningTurnsLeft(GrainId, limit);
        }
        StopTimers();
        try
        {
            if (GrainInstance is IGrainBase grain) await grain.OnDeactivateAsync(_reason, bound.Token).WaitAsync(bound.Token);
        }
        catch (Exception exception)
        {
            _silo.Log.DeactivationFailed(exception, GrainId);
        }
        Remove();
        var waiting = Loop.Close();
        while (waiting.TryDequeue(out var turn))
        {
            if (turn is RequestMessage message) _silo.Router.Forward(message);
        }
        await ReleaseAsync();
    }

    private void Remove()
    {
        if (_pool is not null) _pool.Remove(this);
        else _silo.Catalog.Remove(this);
    }

    private async Task ReleaseAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else (GrainInstance as IDisposable)?.Dispose();
            if (_scope is { } scope) await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            _silo.Log.DeactivationFailed(exception, GrainId);
        }
        Volatile.Write(ref _state, (int)ActivationState.Ended);
        Volatile.Read(ref _deactivated)?.TrySetResult();
    }

    private sealed record EndSoon(DeactivationReason Reason);
}
