namespace FuncX.Actors.Runtime.Codegen;

/// <summary>How a proxy reaches its target; the engine implements it in silos and in clients.</summary>
public interface ICallSender
{
    /// <summary>Request and response with a value. Fails with the remote exception, <see cref="TimeoutException"/>, or an Orleans rejection.</summary>
    ValueTask<T> CallAsync<T>(GrainProxy target, GrainRequest request, CancellationToken cancellationToken);

    /// <summary>Request and response without a value.</summary>
    ValueTask CallAsync(GrainProxy target, GrainRequest request, CancellationToken cancellationToken);

    /// <summary>One-way: no response, no error.</summary>
    void Send(GrainProxy target, GrainRequest request);
}
