using FuncX.Actors.Grains.Endpoints;

namespace FuncX.Actors.Grains.Tests;

/// <summary>Tasks to test with.</summary>
internal static class Sample
{
    public static readonly EndpointId Endpoint = EndpointId.New();
    public static readonly FunctionId Function = FunctionId.New();

    public static TaskSpec Spec(int priority = 5, byte[]? payload = null) => new()
    {
        Id = TaskId.New(),
        Endpoint = Endpoint,
        Function = Function,
        Payload = payload ?? PackedBuffers.Pack("11\n[]", "11\n{}"),
        Priority = priority,
    };

    public static QueuedTask Queued(long sequence, string user = "ann", int priority = 5, byte[]? payload = null) => new()
    {
        Spec = Spec(priority, payload),
        Sequence = sequence,
        User = user,
        ExpiresAt = DateTimeOffset.MaxValue,
    };

    public static WaitingTask Waiting(long sequence, string user = "ann", int attempt = 1) => new(Queued(sequence, user), attempt);
}
