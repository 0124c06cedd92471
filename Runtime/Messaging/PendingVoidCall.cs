using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>A waiting call without a value.</summary>
internal sealed class PendingVoidCall(GrainRequest request, GrainId target, GrainId source, Dictionary<string, object>? context)
    : PendingCall(request, target, source, context)
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Task => _completion.Task;

    internal override void CompleteFromWire(ref WireReader reader)
    {
        if (TryEnd()) _completion.TrySetResult();
    }

    protected override void SetResult(Response response) => _completion.TrySetResult();

    protected override void SetException(Exception exception) => _completion.TrySetException(exception);

    protected override void SetCanceled(CancellationToken token) => _completion.TrySetCanceled(token);
}
