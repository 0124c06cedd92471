using Orleans;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>An incoming filter as a delegate.</summary>
internal sealed class DelegateIncomingFilter(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => filter(context);
}

/// <summary>An outgoing filter as a delegate.</summary>
internal sealed class DelegateOutgoingFilter(OutgoingGrainCallFilterDelegate filter) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) => filter(context);
}
