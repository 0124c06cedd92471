using System.Runtime.ExceptionServices;
using FuncX.Actors.Runtime.Codegen;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>Runs one call through the outgoing filters, in registration order, then sends it.</summary>
internal sealed class OutgoingCallContext(
    IOutgoingGrainCallFilter[] filters, GrainProxy target, GrainRequest request, GrainId source, Func<OutgoingCallContext, Task<Response>> send)
    : GrainCallContext(request, target.GrainId, source), IOutgoingGrainCallContext
{
    private int _stage;

    public override object Grain => target;

    public IGrainContext? SourceContext => ActivationScope.Current;

    /// <summary>The reference that is called.</summary>
    internal GrainProxy Target => target;

    /// <summary>What is called.</summary>
    internal GrainRequest Call => TypedRequest;

    internal async Task<Response> RunAsync()
    {
        await Invoke();
        return FinalResponse();
    }

    public override Task Invoke()
    {
        var stage = _stage++;
        return stage < filters.Length ? filters[stage].Invoke(this) : SendAsync();
    }

    private async Task SendAsync()
    {
        Response = await send(this);
        if (Response.Exception is { } exception) ExceptionDispatchInfo.Throw(exception);
    }
}
