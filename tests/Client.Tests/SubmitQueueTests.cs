namespace FuncX.Actors.Client.Tests;

public sealed class SubmitQueueTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private static readonly SubmitReply AllTaken = new() { Refused = [] };

    private readonly List<TaskSpec[]> _calls = [];
    private readonly Queue<TaskCompletionSource<SubmitReply>> _replies = new();
    private readonly Queue<SubmitReply> _early = new();

    [Fact]
    public async Task Submit_WhileACallIsInFlight_TravelsWithTheNextOne()
    {
        var queue = Queue(new());

        var first = queue.SubmitAsync(Spec(), default);
        var others = Enumerable.Range(0, 10).Select(_ => queue.SubmitAsync(Spec(), default)).ToList();
        Assert.Single(_calls);
        Reply(AllTaken);
        await first.WaitAsync(Bound);
        Reply(AllTaken);
        await Task.WhenAll(others).WaitAsync(Bound);

        Assert.Equal([1, 10], _calls.Select(c => c.Length));
    }

    [Fact]
    public async Task Submit_MoreThanAChunk_IsCutByTasksAndByBytes()
    {
        var queue = Queue(new() { ChunkTasks = 3, ChunkBytes = 1_000, MaxPendingSubmitBytes = 100_000 });

        List<Task> submits = [queue.SubmitAsync(Spec(), default)];
        submits.AddRange(Enumerable.Range(0, 4).Select(_ => queue.SubmitAsync(Spec(), default)));
        submits.Add(queue.SubmitAsync(Spec(600), default));
        submits.Add(queue.SubmitAsync(Spec(600), default));
        submits.Add(queue.SubmitAsync(Spec(5_000), default));
        for (var i = 0; i < 6; i++)
            Reply(AllTaken);
        await Task.WhenAll(submits).WaitAsync(Bound);

        Assert.Equal([1, 3, 2, 1, 1], _calls.Select(c => c.Length));
    }

    [Fact]
    public async Task Submit_Refused_FailsThatTaskOnly()
    {
        var queue = Queue(new());
        var warmUp = queue.SubmitAsync(Spec(), default);
        var good = queue.SubmitAsync(Spec(), default);
        var bad = Spec();
        var refused = queue.SubmitAsync(bad, default);
        Reply(AllTaken);
        await warmUp.WaitAsync(Bound);

        Reply(new() { Refused = [new() { Index = 1, Id = bad.Id, Code = "PAYLOAD_TOO_LARGE", Message = "It is too large.", Hint = "Send less." }] });

        await good.WaitAsync(Bound);
        var error = await Assert.ThrowsAsync<SubmitRefusedException>(() => refused.WaitAsync(Bound));
        Assert.Equal(("PAYLOAD_TOO_LARGE", "It is too large. Send less."), (error.Refusal.Code, error.Message));
    }

    [Fact]
    public async Task Submit_CallFails_FailsItsTasksAndTheQueueGoesOn()
    {
        var queue = Queue(new());
        var first = queue.SubmitAsync(Spec(), default);
        _replies.Dequeue().SetException(new TimeoutException("no silo"));

        Assert.Equal("no silo", (await Assert.ThrowsAsync<TimeoutException>(() => first.WaitAsync(Bound))).Message);
        var second = queue.SubmitAsync(Spec(), default);
        Reply(AllTaken);
        await second.WaitAsync(Bound);
    }

    [Fact]
    public async Task Submit_QueueFull_WaitsForRoom()
    {
        var queue = Queue(new() { ChunkBytes = 1_000, MaxPendingSubmitBytes = 1_000 });
        var first = queue.SubmitAsync(Spec(800), default);

        var second = queue.SubmitAsync(Spec(800), default);
        using var impatient = new CancellationTokenSource();
        var third = queue.SubmitAsync(Spec(800), impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(Bound));
        Assert.Single(_calls);
        Reply(AllTaken);
        await first.WaitAsync(Bound);
        Reply(AllTaken);
        await second.WaitAsync(Bound);

        Assert.Equal(2, _calls.Sum(c => c.Length));
    }

    [Fact]
    public async Task Submit_OneLargerThanTheQueue_GoesAlone()
    {
        var queue = Queue(new() { ChunkBytes = 1_000, MaxPendingSubmitBytes = 1_000 });

        var submit = queue.SubmitAsync(Spec(50_000), default);
        Reply(AllTaken);

        await submit.WaitAsync(Bound);
    }

    private static TaskSpec Spec(int bytes = 10) => new() { Id = TaskId.New(), Endpoint = EndpointId.New(), Function = FunctionId.New(), Payload = new byte[bytes] };

    private SubmitQueue Queue(FuncXClientOptions options) => new(options, specs =>
    {
        var reply = new TaskCompletionSource<SubmitReply>();
        lock (_replies)
        {
            _calls.Add(specs);
            if (_early.TryDequeue(out var ready))
                reply.SetResult(ready);
            else
                _replies.Enqueue(reply);
        }
        return reply.Task;
    });

    /// <summary>Answers the next call, waiting for it if it is not made yet.</summary>
    private void Reply(SubmitReply reply)
    {
        lock (_replies)
        {
            if (_replies.TryDequeue(out var call))
                call.SetResult(reply);
            else
                _early.Enqueue(reply);
        }
    }
}
