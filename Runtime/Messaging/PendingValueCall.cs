using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>A waiting call with a value.</summary>
internal sealed class PendingValueCall<T>(GrainRequest request, GrainId target, GrainId source, Dictionary<string, object>? context)
    : PendingCall(request, target, source, context)
{
    // Continuations of code outside grains must not run on the callee's turn or the receiving loop.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Task => _completion.Task;

    internal override void CompleteFromWire(ref WireReader reader)
    {
        T value;
        try
        {
            value = ResultCodec.Read<T>(ref reader);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }
        if (TryEnd()) _completion.TrySetResult(value);
    }

    protected override void SetResult(Response response)
    {
        try
        {
            var value = response is Response<T> typed ? typed.TypedResult! : response.GetResult<T>();
            _completion.TrySetResult(Request.Method.IsResultImmutable || value is null ? value : Copy(value));
        }
        catch (Exception exception)
        {
            // A filter that put a result of another type into the response, or a type without a codec.
            _completion.TrySetException(exception);
        }
    }

    private static T Copy(T value)
    {
        var codec = WireCodec<T>.Get();
        return codec.IsImmutable ? value : codec.Copy(value);
    }

    protected override void SetException(Exception exception) => _completion.TrySetException(exception);

    protected override void SetCanceled(CancellationToken token) => _completion.TrySetCanceled(token);
}
