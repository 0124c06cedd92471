using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>Calls that start in a client: over the gateway, or to its own observers.</summary>
internal sealed class ClientCallSender(ClientRuntime client) : CallSender(client.Clock, client.Messaging.ResponseTimeout)
{
    // The gateway writes the sender of what a client sends; here it only labels messages.
    protected override GrainId OwnId => client.OwnId;

    protected override void Transmit(PendingCall call) => client.RequireConnection().Send(call);

    protected override void Transmit(OneWayMessage message)
    {
        try
        {
            client.RequireConnection().Send(message);
        }
        catch (OrleansException exception)
        {
            client.Log.OneWayFailed(exception, message.Target);
        }
    }

    protected override void Isolate(GrainRequest request)
    {
        // Serialized on the calling thread before the call returns: isolated by that.
    }

    protected override void OneWayFailed(Exception exception, GrainProxy target) => client.Log.OneWayFailed(exception, target.GrainId);
}
