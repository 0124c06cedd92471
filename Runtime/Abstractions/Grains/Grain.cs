using FuncX.Actors.Runtime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains. One turn at a time runs on an instance, continuations included.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Takes the context of the activation that is being made; outside an engine there is none.</summary>
    protected Grain() => GrainContext = ActivationScope.Current!;

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain that may be sent to others.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>Makes references to other grains; calls made through it carry this grain as their source.</summary>
    protected IGrainFactory GrainFactory => Engine.GrainFactory;

    /// <summary>The activation's services.</summary>
    protected internal IServiceProvider ServiceProvider => Engine.ActivationServices;

    /// <summary>The grain id as text, "type/key".</summary>
    public string IdentityString => GrainContext?.GrainId.ToString() ?? string.Empty;

    /// <summary>The silo that runs this activation, as text.</summary>
    public string RuntimeIdentity => Engine.RuntimeIdentity;

    private IGrainEngine Engine => GrainEngines.Of(this);

    /// <inheritdoc />
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once its current calls are done; the next call makes a new one.</summary>
    protected void DeactivateOnIdle() => Engine.DeactivateOnIdle();

    /// <summary>Keeps the activation from idle collection for at least this long; a negative span cancels an earlier wish.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Engine.DelayDeactivation(timeSpan);
}
