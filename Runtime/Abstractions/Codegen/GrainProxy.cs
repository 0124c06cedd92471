using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Base of generated proxies: an address plus the sender that the engine bound to it.</summary>
public abstract class GrainProxy : GrainReference
{
    private ICallSender? _sender;

    /// <summary>The interface that this proxy speaks.</summary>
    public abstract GrainInterface Interface { get; }

    /// <summary>Gives the proxy its identity; called once by the engine.</summary>
    public GrainProxy Bind(GrainId grainId, ICallSender sender)
    {
        SetGrainId(grainId);
        _sender = sender;
        return this;
    }

    /// <summary>A proxy for the same target that speaks another interface.</summary>
    internal Orleans.Runtime.IAddressable CastTo(Type interfaceType) => CodegenRegistry.GetInterface(interfaceType).CreateProxy().Bind(GrainId, Sender);

    private ICallSender Sender => _sender ?? throw new InvalidOperationException(
        $"A reference to {Interface.Name} is not connected to a silo or client. Get it from IGrainFactory.");

    /// <summary>Sends and waits for a value.</summary>
    protected ValueTask<T> CallAsync<T>(GrainRequest request, CancellationToken cancellationToken) => Sender.CallAsync<T>(this, request, cancellationToken);

    /// <summary>Sends and waits for completion.</summary>
    protected ValueTask CallAsync(GrainRequest request, CancellationToken cancellationToken) => Sender.CallAsync(this, request, cancellationToken);

    /// <summary>Sends and does not wait.</summary>
    protected void Send(GrainRequest request) => Sender.Send(this, request);
}
