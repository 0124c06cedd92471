using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Timers;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>What silo and client share in sending: filters, request context, time-out, cancellation. How a message leaves is the subclass' matter.</summary>
internal abstract class CallSender(CoarseClock clock, TimeSpan responseTimeout) : ICallSender
{
    /// <summary>Outgoing filters in registration order; set once at start, because filters may need this sender.</summary>
    internal IOutgoingGrainCallFilter[] Filters { get; set; } = [];

    /// <summary>Who calls when no grain does.</summary>
    protected abstract GrainId OwnId { get; }

    public ValueTask<T> CallAsync<T>(GrainProxy target, GrainRequest request, CancellationToken cancellationToken)
    {
        if (Filters.Length > 0) return new ValueTask<T>(CallFilteredAsync<T>(target, request, cancellationToken));
        return new ValueTask<T>(SendValueAsync<T>(target.GrainId, request, cancellationToken));
    }

    public ValueTask CallAsync(GrainProxy target, GrainRequest request, CancellationToken cancellationToken)
    {
        if (Filters.Length > 0) return new ValueTask(CallFilteredAsync(target, request, cancellationToken));
        return new ValueTask(SendVoidAsync(target.GrainId, request, cancellationToken));
    }

    public void Send(GrainProxy target, GrainRequest request)
    {
        if (Filters.Length > 0) _ = SendFilteredAsync(target, request);
        else SendOneWay(target.GrainId, request);
    }

    /// <summary>Registers the call and sends it; fails the call if that cannot be done.</summary>
    protected abstract void Transmit(PendingCall call);

    /// <summary>Sends and forgets; what cannot be sent is dropped.</summary>
    protected abstract void Transmit(OneWayMessage message);

    /// <summary>Makes the message independent of the caller's objects, if sending does not do so anyway.</summary>
    protected abstract void Isolate(GrainRequest request);

    private Task<T> SendValueAsync<T>(GrainId target, GrainRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var timeout = request.Method.ResponseTimeout ?? responseTimeout;
        var call = new PendingValueCall<T>(request, target, CurrentSource(), RequestContext.Export())
        {
            ResponseTimeout = timeout,
            Deadline = clock.DeadlineAfter(timeout),
        };
        Transmit(call, cancellationToken);
        return call.Task;
    }

    private Task SendVoidAsync(GrainId target, GrainRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        var timeout = request.Method.ResponseTimeout ?? responseTimeout;
        var call = new PendingVoidCall(request, target, CurrentSource(), RequestContext.Export())
        {
            ResponseTimeout = timeout,
            Deadline = clock.DeadlineAfter(timeout),
        };
        Transmit(call, cancellationToken);
        return call.Task;
    }

    private void SendOneWay(GrainId target, GrainRequest request)
    {
        Isolate(request);
        Transmit(new OneWayMessage(request, target, CurrentSource(), RequestContext.Export()));
    }

    private void Transmit(PendingCall call, CancellationToken cancellationToken)
    {
        try
        {
            Isolate(call.Request);
            Transmit(call);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return;
        }
        if (cancellationToken.CanBeCanceled) call.LinkCancellation(cancellationToken);
    }

    private async Task<T> CallFilteredAsync<T>(GrainProxy target, GrainRequest request, CancellationToken cancellationToken)
    {
        var context = new OutgoingCallContext(Filters, target, request, CurrentSource(), async context =>
            Response.FromResult(await SendValueAsync<T>(context.TargetId, context.Call, cancellationToken)));
        var response = await context.RunAsync();
        return response.GetResult<T>();
    }

    private async Task CallFilteredAsync(GrainProxy target, GrainRequest request, CancellationToken cancellationToken)
    {
        var context = new OutgoingCallContext(Filters, target, request, CurrentSource(), async context =>
        {
            await SendVoidAsync(context.TargetId, context.Call, cancellationToken);
            return Response.Completed;
        });
        var response = await context.RunAsync();
        response.GetResult<object>();
    }

    private async Task SendFilteredAsync(GrainProxy target, GrainRequest request)
    {
        var context = new OutgoingCallContext(Filters, target, request, CurrentSource(), context =>
        {
            SendOneWay(context.TargetId, context.Call);
            return Task.FromResult(Response.Completed);
        });
        try
        {
            await context.RunAsync();
        }
        catch (Exception exception)
        {
            OneWayFailed(exception, target);
        }
    }

    /// <summary>A filter of a one-way call threw; nobody waits for it.</summary>
    protected abstract void OneWayFailed(Exception exception, GrainProxy target);

    private GrainId CurrentSource() => ActivationScope.Current?.GrainId ?? OwnId;
}
