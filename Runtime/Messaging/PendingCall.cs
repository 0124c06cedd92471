using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>A call of this process that waits for its answer, wherever the target lives. The first end wins: answer, time-out, cancellation or failure.</summary>
internal abstract class PendingCall : RequestMessage
{
    private CancellationTokenRegistration _registration;
    private int _ended;

    internal PendingCall(GrainRequest request, GrainId target, GrainId source, Dictionary<string, object>? context)
        : base(request, target, source, context)
    {
    }

    /// <summary>Where the call is registered; set by the table.</summary>
    internal CallTable? Table { get; set; }

    /// <summary>Its number there, and on the wire.</summary>
    internal ulong Number { get; set; }

    /// <summary>Coarse tick after which it is late.</summary>
    internal long Deadline { get; init; }

    /// <summary>The promised time, for the message.</summary>
    internal TimeSpan ResponseTimeout { get; init; }

    /// <summary>The connection that carries it; null for a call within the silo.</summary>
    internal ICallCarrier? Carrier { get; set; }

    internal override bool IsAbandoned => Volatile.Read(ref _ended) != 0;

    /// <summary>Completes without an answer.</summary>
    internal void Fail(Exception exception)
    {
        if (TryEnd()) SetException(exception);
    }

    internal override void Respond(Response response)
    {
        if (!TryEnd()) return;
        if (response.Exception is { } exception) SetException(exception);
        else SetResult(response);
    }

    /// <summary>The answer did not come in time; the callee is told, if it listens.</summary>
    internal void TimeOut()
    {
        if (!TryEnd()) return;
        CancelCallee();
        SetException(new TimeoutException($"Response did not arrive on time in {ResponseTimeout} for {this}."));
    }

    /// <summary>Ends the call and tells the callee when <paramref name="token"/> is cancelled.</summary>
    internal void LinkCancellation(CancellationToken token)
    {
        _registration = token.UnsafeRegister(
            static (state, token) =>
            {
                var call = (PendingCall)state!;
                if (!call.TryEnd()) return;
                call.CancelCallee();
                call.SetCanceled(token);
            },
            this);
        // The answer may have come between sending and registering.
        if (IsAbandoned) _registration.Unregister();
    }

    /// <summary>Reads the value of an answer from the wire and completes with it.</summary>
    internal abstract void CompleteFromWire(ref WireReader reader);

    protected bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return false;
        Table?.Remove(Number);
        _registration.Unregister();
        return true;
    }

    protected abstract void SetResult(Response response);

    protected abstract void SetException(Exception exception);

    protected abstract void SetCanceled(CancellationToken token);

    private void CancelCallee()
    {
        if (!Request.Method.IsCancellable) return;
        if (Carrier is { } carrier) carrier.SendCancel(Number);
        else RequestCancel();
    }
}
