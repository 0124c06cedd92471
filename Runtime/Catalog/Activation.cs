using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Scheduling;
using FuncX.Actors.Runtime.Timers;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>One live instance of a grain: runs its turns and answers its callers. Its beginning and end are in Activation.Lifecycle.cs.</summary>
internal sealed partial class Activation : IGrainEngine, IActivationFacets, ITurnOwner, IDispatchTarget
{
    private readonly SiloRuntime _silo;
    private readonly GrainClassEntry _class;
    private readonly WorkerPool? _pool;
    private long _lastUsed;

    internal Activation(SiloRuntime silo, GrainClassEntry grainClass, GrainId grainId, WorkerPool? pool)
    {
        _silo = silo;
        _class = grainClass;
        _pool = pool;
        GrainId = grainId;
        Loop = new TurnLoop(this);
        _lastUsed = silo.Clock.Now;
    }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    internal TurnLoop Loop { get; }

    public int MailboxLimit => _class.MailboxLimit;

    internal SiloRuntime Silo => _silo;

    internal GrainClassEntry Class => _class;

    public EnqueueResult TryEnqueue(RequestMessage message)
    {
        message.Interleaves = _class.IsReentrant || message.Request.Method.AlwaysInterleave;
        return Loop.TryEnqueue(message, MailboxLimit);
    }

    /// <summary>Runs one request; on this activation's turn.</summary>
    internal void Invoke(RequestMessage message)
    {
        _lastUsed = _silo.Clock.Now;
        if (message.IsAbandoned)
        {
            message.Abandon();
            Loop.TurnEnded(message);
            return;
        }
        var callerContext = ExecutionContext.Capture();
        ValueTask<Response> response;
        try
        {
            if (!_class.Implements(message.Request.Method.Interface)) throw Incompatible(message);
            var token = message.BeginCancellable(Loop);
            if (message.Context is not null) RequestContext.Import(message.Context);
            response = _silo.IncomingFilters.Length == 0 && !_class.FiltersItself
                ? message.Request.InvokeAsync(GrainInstance!, token)
                : new IncomingCallContext(this, message, token).RunAsync();
        }
        catch (Exception exception)
        {
            Complete(message, Response.FromException(exception));
            return;
        }
        finally
        {
            // What the method's synchronous part put into async locals is not for the next message.
            if (callerContext is not null) ExecutionContext.Restore(callerContext);
        }
        if (response.IsCompletedSuccessfully) Complete(message, response.Result);
        else _ = CompleteLaterAsync(message, response);
    }

    public void OnUnhandledException(Exception exception) => _silo.Log.UnhandledInGrain(exception, GrainId);

    public override string ToString() => $"{GrainId} on {_silo.Address}";

    private static MissingMethodException Incompatible(RequestMessage message) =>
        new($"The grain {message.Target} does not implement {message.Request.Method.Interface.Name}.");

    private async Task CompleteLaterAsync(RequestMessage message, ValueTask<Response> pending)
    {
        Response response;
        try
        {
            // Back on the turn: answering and starting the next request belong there.
            response = await pending;
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }
        Complete(message, response);
    }

    private void Complete(RequestMessage message, Response response)
    {
        try
        {
            message.Respond(response);
        }
        catch (Exception exception)
        {
            TryReject(message, exception);
        }
        if (response.Exception is InconsistentStateException inconsistent)
        {
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, inconsistent, "Its stored state was changed by somebody else."));
        }
        _lastUsed = _silo.Clock.Now;
        Loop.TurnEnded(message);
    }

    private void TryReject(RequestMessage message, Exception exception)
    {
        try
        {
            message.Reject(exception);
        }
        catch (Exception second)
        {
            _silo.Log.AnswerLost(second, message.ToString());
        }
    }
}
