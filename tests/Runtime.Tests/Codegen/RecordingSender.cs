using FuncX.Actors.Runtime.Codegen;

namespace FuncX.Actors.Runtime.Tests.Codegen;

internal sealed class RecordingSender : ICallSender
{
    public object? Result { get; set; }

    public Exception? Failure { get; set; }

    public GrainRequest? LastRequest { get; private set; }

    public CancellationToken LastToken { get; private set; }

    public bool WasOneWay { get; private set; }

    public string Last => $"{LastRequest!.GetMethodName()}({string.Join(", ", Enumerable.Range(0, LastRequest.GetArgumentCount()).Select(LastRequest.GetArgument))})";

    public ValueTask<T> CallAsync<T>(GrainProxy target, GrainRequest request, CancellationToken cancellationToken)
    {
        Record(request, oneWay: false, cancellationToken);
        return Failure is null ? new ValueTask<T>(Result is T value ? value : default!) : ValueTask.FromException<T>(Failure);
    }

    public ValueTask CallAsync(GrainProxy target, GrainRequest request, CancellationToken cancellationToken)
    {
        Record(request, oneWay: false, cancellationToken);
        return Failure is null ? default : ValueTask.FromException(Failure);
    }

    public void Send(GrainProxy target, GrainRequest request) => Record(request, oneWay: true, default);

    private void Record(GrainRequest request, bool oneWay, CancellationToken cancellationToken)
        => (LastRequest, LastToken, WasOneWay) = (request, cancellationToken, oneWay);
}
