using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Transport;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>A grain's call to an observer of this client.</summary>
internal sealed class ObserverRequest(ClientConnection connection, RequestHead head, GrainRequest request, Dictionary<string, object>? context)
    : RequestMessage(request, head.Target, head.Source, context)
{
    internal override void Respond(Response response)
    {
        if (!head.IsOneWay) connection.Answer(head.Number, response);
    }
}
