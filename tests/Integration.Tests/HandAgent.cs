using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Integration.Tests;

/// <summary>An agent played by hand: it speaks the real protocol over a real connection, and does what the test says.</summary>
internal sealed class HandAgent : IAsyncDisposable
{
    private readonly FuncXConnection _connection;
    private readonly IEndpointGrain _grain;
    private long _sequence;

    private HandAgent(FuncXConnection connection, EndpointId endpoint)
    {
        _connection = connection;
        Endpoint = endpoint;
        _grain = connection.Grains.GetGrain<IEndpointGrain>(endpoint.Value);
    }

    public EndpointId Endpoint { get; }

    public AgentSession? Session { get; private set; }

    public IEndpointGrain Grain => _grain;

    public IGrainFactory Grains => _connection.Grains;

    public static async Task<HandAgent> RegisterAsync(MemorySilo silo, FuncXClient owner, bool isPublic = false)
    {
        var id = EndpointId.New();
        var registration = await owner.RegisterEndpointAsync(id, new EndpointSpec { Name = "hand", IsPublic = isPublic });
        return new HandAgent(await silo.ConnectRawAsync(registration.Token), id);
    }

    public async Task<AttachReply> AttachAsync(bool hasJournal = true, params InventoryEntry[] inventory)
    {
        var reply = await _grain.AttachAsync(Caller.FromToken, new AgentHello
        {
            Instance = Guid.NewGuid(),
            Version = "test",
            Host = "hand-host",
            ProtocolVersion = 1,
            Workers = 2,
            Prefetch = 10,
            Inventory = inventory,
            HasJournal = hasJournal,
        });
        Session = reply.Session;
        _sequence = 1;
        return reply;
    }

    public async Task<TaskEnvelope[]> PullAsync(int credits = 100, int waitSeconds = 5)
    {
        var reply = await PullAsync(credits, waitSeconds, _sequence);
        _sequence++;
        return reply.Tasks;
    }

    public Task<PullReply> PullAsync(int credits, int waitSeconds, long sequence) =>
        _grain.PullAsync(Caller.FromToken, Session!, new PullRequest { Sequence = sequence, Credits = credits, Wait = TimeSpan.FromSeconds(waitSeconds) });

    public Task<ReportReply> ReportAsync(ReportRequest report) => _grain.ReportAsync(Caller.FromToken, Session!, report);

    public Task<ReportReply> SucceedAsync(TaskEnvelope task, string json) => ReportAsync(new ReportRequest
    {
        Outcomes = [new OutcomeReport { Task = task.Id, Attempt = task.Attempt, Result = System.Text.Encoding.UTF8.GetBytes("11\n" + json) }],
    });

    public Task<ReportReply> LoseAsync(TaskEnvelope task, string reason = "killed") => ReportAsync(new ReportRequest
    {
        Lost = [new LossReport { Task = task.Id, Attempt = task.Attempt, Reason = reason, ExitCode = 137, Worker = "w1" }],
    });

    public static InventoryEntry Holding(TaskEnvelope task, InventoryState state) => new() { Task = task.Id, Attempt = task.Attempt, State = state };

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
