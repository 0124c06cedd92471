using System.Reflection;
using System.Runtime.ExceptionServices;
using FuncX.Actors.Runtime.Catalog;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>Runs one request through the incoming filters, in registration order, then the grain's own, then the method.</summary>
internal sealed class IncomingCallContext(Activation activation, RequestMessage message, CancellationToken cancellationToken)
    : GrainCallContext(message.Request, message.Target, message.Source), IIncomingGrainCallContext
{
    private int _stage;

    public override object Grain => activation.GrainInstance!;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => activation.Class.FindImplementation(message.Request.Method);

    /// <summary>The whole chain; exceptions become the response.</summary>
    internal async ValueTask<Response> RunAsync()
    {
        await Invoke();
        return FinalResponse();
    }

    public override Task Invoke()
    {
        var filters = activation.Silo.IncomingFilters;
        var stage = _stage++;
        if (stage < filters.Length) return filters[stage].Invoke(this);
        if (stage == filters.Length && activation.Class.FiltersItself) return ((IIncomingGrainCallFilter)activation.GrainInstance!).Invoke(this);
        return InvokeMethodAsync();
    }

    private async Task InvokeMethodAsync()
    {
        Response = await TypedRequest.InvokeAsync(activation.GrainInstance!, cancellationToken);
        if (Response.Exception is { } exception) ExceptionDispatchInfo.Throw(exception);
    }
}
