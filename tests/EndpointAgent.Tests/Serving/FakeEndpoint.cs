using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using FuncX.Actors.EndpointAgent.Tests.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Serving;

/// <summary>The service's side of one endpoint, played by hand.</summary>
internal sealed class FakeEndpoint : IEndpointGrain
{
    private readonly ConcurrentDictionary<FunctionId, FunctionBody> _functions = new();
    private readonly Channel<TaskEnvelope> _queue = Channel.CreateUnbounded<TaskEnvelope>();
    private readonly Channel<TaskId> _cancels = Channel.CreateUnbounded<TaskId>();
    private readonly EndpointId _id = EndpointId.New();
    private long _epoch = 5;
    private TaskCompletionSource? _parked;

    public Channel<AgentHello> Attached { get; } = Channel.CreateUnbounded<AgentHello>();

    public Channel<ReportRequest> Reported { get; } = Channel.CreateUnbounded<ReportRequest>();

    public Channel<AgentStatus> Heartbeats { get; } = Channel.CreateUnbounded<AgentStatus>();

    public Channel<string> Detached { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Thrown by every call but attach while it is set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Cancels come with pulls and wake a parked one; otherwise with heartbeats.</summary>
    public bool AnswersCancelsByPull { get; init; }

    public Channel<PullRequest> Pulled { get; } = Channel.CreateUnbounded<PullRequest>();

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Each is thrown by one pull.</summary>
    public ConcurrentQueue<Exception> PullFaults { get; } = new();

    /// <summary>Thrown by attach while it is set.</summary>
    public Exception? AttachFault { get; set; }

    /// <summary>Taken, then answered with this: nobody knows whether it got through.</summary>
    public Exception? FaultAfterReport { get; set; }

    public long Epoch { set => _epoch = value; }

    public TaskId[] Discard { get; set; } = [];

    public TaskEnvelope Queue(string source, string arguments = "[]", string user = "ann", bool isRegistered = true)
    {
        var body = Encoding.UTF8.GetBytes(RunningWorker.Source(source));
        var hash = SHA256.HashData(body);
        var function = FunctionId.From(new Guid(hash.AsSpan(0, 16)));
        if (isRegistered)
            _functions[function] = new() { Id = function, Hash = hash, Body = body };
        var task = new TaskEnvelope
        {
            Id = TaskId.From(Guid.CreateVersion7()),
            Attempt = 1,
            Function = function,
            User = user,
            Payload = Encoding.UTF8.GetBytes(RunningWorker.Json(arguments)),
            ResultSerializer = "11",
        };
        _queue.Writer.TryWrite(task);
        return task;
    }

    public void Cancel(TaskId task)
    {
        _cancels.Writer.TryWrite(task);
        if (AnswersCancelsByPull)
            Volatile.Read(ref _parked)?.TrySetResult();
    }

    public async Task<AttachReply> AttachAsync(Caller caller, AgentHello hello)
    {
        await Task.Yield();
        Attached.Writer.TryWrite(hello);
        return AttachFault is { } fault ? throw fault : new()
        {
            Session = new() { Endpoint = _id, OwnerEpoch = _epoch, Session = Guid.NewGuid() },
            Discard = Discard,
            HeartbeatInterval = HeartbeatInterval,
            SessionTimeout = TimeSpan.FromSeconds(5),
            EndpointName = "fake",
        };
    }

    public async Task<PullReply> PullAsync(Caller caller, AgentSession session, PullRequest request)
    {
        await Task.Yield();
        ThrowFault();
        if (PullFaults.TryDequeue(out var fault))
            throw fault;
        Pulled.Writer.TryWrite(request);
        List<TaskEnvelope> tasks = [];
        using var wait = new CancellationTokenSource(request.Wait);
        var parked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _parked, parked)?.TrySetResult(); // the newer takes the place of the older
        try
        {
            var work = request.Credits > 0 ? _queue.Reader.WaitToReadAsync(wait.Token).AsTask() : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, wait.Token);
            if (!AnswersCancelsByPull || _cancels.Reader.Count == 0)
                await Task.WhenAny(work, parked.Task);
        }
        finally
        {
            await wait.CancelAsync();
        }
        while (!parked.Task.IsCompleted && tasks.Count < request.Credits && _queue.Reader.TryRead(out var task))
            tasks.Add(task);
        return new() { Tasks = [.. tasks], Cancels = AnswersCancelsByPull ? TakeCancels() : [] };
    }

    public Task<FunctionBody[]> FetchFunctionsAsync(Caller caller, AgentSession session, FunctionId[] functions)
    {
        ThrowFault();
        return Task.FromResult(functions.Where(_functions.ContainsKey).Select(f => _functions[f]).ToArray());
    }

    public async Task<ReportReply> ReportAsync(Caller caller, AgentSession session, ReportRequest report)
    {
        await Task.Yield();
        ThrowFault();
        Reported.Writer.TryWrite(report);
        return FaultAfterReport is { } fault ? throw fault : new() { Refused = [] };
    }

    public Task<HeartbeatReply> HeartbeatAsync(Caller caller, AgentSession session, AgentStatus status)
    {
        ThrowFault();
        Heartbeats.Writer.TryWrite(status);
        return Task.FromResult(new HeartbeatReply { Cancels = AnswersCancelsByPull ? [] : TakeCancels() });
    }

    public Task DetachAsync(Caller caller, AgentSession session, string reason)
    {
        Detached.Writer.TryWrite(reason);
        return Task.CompletedTask;
    }

    public Task<EndpointRegistration> RegisterAsync(Caller caller, EndpointSpec spec) => throw new NotSupportedException();

    public Task<EndpointInfo> GetAsync(Caller caller) => throw new NotSupportedException();

    public Task<EndpointStatus> GetStatusAsync(Caller caller) => throw new NotSupportedException();

    public Task DeleteAsync(Caller caller) => throw new NotSupportedException();

    public Task EnqueueAsync(Caller caller, QueuedTask[] tasks) => throw new NotSupportedException();

    public Task<bool> AwaitEndAsync(Caller caller, TaskId task, TimeSpan wait) => throw new NotSupportedException();

    public Task<TaskPlace> LocateAsync(Caller caller, TaskId task) => throw new NotSupportedException();

    public Task<int> ExpireAsync(Caller caller, QueuedTask[] tasks) => throw new NotSupportedException("Agents do not expire tasks.");

    public Task EndedAsync(Caller caller, TaskOutcome[] outcomes) => throw new NotSupportedException();

    private TaskId[] TakeCancels()
    {
        List<TaskId> cancels = [];
        while (_cancels.Reader.TryRead(out var cancel))
            cancels.Add(cancel);
        return [.. cancels];
    }

    private void ThrowFault()
    {
        if (Fault is { } fault)
            throw fault;
    }
}
