using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Diagnostics;

/// <summary>Carries the W3C trace context along calls, in the request context, and makes an activity for each side of a call.</summary>
internal sealed class ActivityPropagation : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    // The name under which Orleans' own calls are traced, so that one exporter setting serves both engines.
    private static readonly ActivitySource s_source = new("Microsoft.Orleans.Application");

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        using var activity = s_source.HasListeners() ? s_source.StartActivity(Name(context), ActivityKind.Client) : null;
        if ((activity ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C, Id: { } id } current)
        {
            RequestContext.Set(TraceParent, id);
            if (current.TraceStateString is { } state) RequestContext.Set(TraceState, state);
        }
        await InvokeAsync(context, activity);
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (!s_source.HasListeners())
        {
            await context.Invoke();
            return;
        }
        ActivityContext.TryParse(RequestContext.Get(TraceParent) as string, RequestContext.Get(TraceState) as string, isRemote: true, out var parent);
        using var activity = s_source.StartActivity(Name(context), ActivityKind.Server, parent);
        await InvokeAsync(context, activity);
    }

    private static string Name(IGrainCallContext context) => $"{context.InterfaceName}/{context.MethodName}";

    private static async Task InvokeAsync(IGrainCallContext context, Activity? activity)
    {
        activity?.SetTag("rpc.system", "orleans").SetTag("rpc.service", context.InterfaceName).SetTag("rpc.method", context.MethodName);
        try
        {
            await context.Invoke();
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }
}
