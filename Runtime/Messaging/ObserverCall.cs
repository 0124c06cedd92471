using FuncX.Actors.Runtime.Codegen;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>A call to a client's observer on the connection's books; the caller waits on the call behind it.</summary>
internal sealed class ObserverCall : PendingCall
{
    private readonly PendingCall _caller;

    internal ObserverCall(PendingCall caller)
        : base(caller.Request, caller.Target, caller.Source, caller.Context)
    {
        _caller = caller;
        Deadline = caller.Deadline;
        ResponseTimeout = caller.ResponseTimeout;
    }

    internal override bool IsAbandoned => _caller.IsAbandoned;

    internal override void CompleteFromWire(ref WireReader reader) => _caller.CompleteFromWire(ref reader);

    protected override void SetResult(Response response) => _caller.Respond(response);

    protected override void SetException(Exception exception) => _caller.Fail(exception);

    protected override void SetCanceled(CancellationToken token) => _caller.Fail(new OperationCanceledException(token));
}
