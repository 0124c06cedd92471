using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>A call that nobody waits for.</summary>
internal sealed class OneWayMessage(GrainRequest request, GrainId target, GrainId source, Dictionary<string, object>? context)
    : RequestMessage(request, target, source, context)
{
    internal override void Respond(Response response)
    {
        // The sender asked not to be told.
    }
}
