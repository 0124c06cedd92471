using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Scheduling;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>One call on its way to an activation: who calls whom with what. Where the answer goes is the subclass' matter.</summary>
internal abstract class RequestMessage : Turn
{
    private static readonly SendOrPostCallback s_cancelTurn = static state => ((RequestMessage)state!).CancelTurn();

    private CancellationTokenSource? _cancellation;
    private TurnLoop? _loop;
    private int _cancelled;

    internal RequestMessage(GrainRequest request, GrainId target, GrainId source, Dictionary<string, object>? context)
    {
        Request = request;
        Target = target;
        Source = source;
        Context = context;
    }

    internal GrainRequest Request { get; }

    internal GrainId Target { get; }

    /// <summary>The grain or client that calls.</summary>
    internal GrainId Source { get; }

    /// <summary>The caller's request context at the time of the call; never changed.</summary>
    internal Dictionary<string, object>? Context { get; }

    /// <summary>How often the message was sent on because its activation had ended.</summary>
    internal int ForwardCount { get; set; }

    /// <summary>Nobody waits for the answer any more; a turn that has not started need not.</summary>
    internal virtual bool IsAbandoned => Volatile.Read(ref _cancelled) != 0;

    /// <summary>The message will not start, because <see cref="IsAbandoned"/>.</summary>
    internal virtual void Abandon()
    {
    }

    /// <summary>Answers. Called once per message, on any thread; throws only if the answer cannot be written.</summary>
    internal abstract void Respond(Response response);

    /// <summary>Answers with an error that the engine found.</summary>
    internal void Reject(Exception exception) => Respond(Response.FromException(exception));

    internal override void Start(TurnLoop loop) => ((Catalog.Activation)loop.Owner).Invoke(this);

    /// <summary>The token for the method that is about to start on <paramref name="loop"/>.</summary>
    internal CancellationToken BeginCancellable(TurnLoop loop)
    {
        if (!Request.Method.IsCancellable) return CancellationToken.None;
        var source = new CancellationTokenSource();
        _cancellation = source;
        Interlocked.Exchange(ref _loop, loop);
        if (Volatile.Read(ref _cancelled) != 0) source.Cancel();
        return source.Token;
    }

    /// <summary>The caller gave up: the method's token is cancelled in a turn of its activation, or the method does not start.</summary>
    internal void RequestCancel()
    {
        if (Interlocked.Exchange(ref _cancelled, 1) != 0) return;
        Volatile.Read(ref _loop)?.Post(s_cancelTurn, this);
    }

    private void CancelTurn() => _cancellation?.Cancel();

    public override string ToString() => $"{Request.Method.Interface.Name}.{Request.Method.Name} from {Source} to {Target}";
}
