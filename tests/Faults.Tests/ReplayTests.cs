using System.Text;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Faults.Tests;

/// <summary>Fault: an agent that says things twice, or speaks out of an old session. Invariants I2, I6.</summary>
[Trait("Category", "Fault")]
public sealed class ReplayTests
{
    private const int Tasks = 100;
    private static readonly TimeSpan CallBound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Outcomes_ReturnedTwiceAndFromAnOldSession_OneOutcomeEach()
    {
        Harness.RequireLong();
        var choices = Harness.Choices(nameof(ReplayTests));
        await Site.RunAsync(async site =>
        {
            for (var round = 1; round <= Harness.Rounds; round++)
                await RunRoundAsync(site, choices);
        });
    }

    private static async Task RunRoundAsync(Site site, Random choices)
    {
        var client = await site.ConnectAsync();
        var endpoint = EndpointId.New();
        var registration = await client.RegisterEndpointAsync(endpoint, new EndpointSpec { Name = $"hand-{endpoint}" });
        await using var connection = await FuncXConnection.ConnectAsync(site.ClientOptions(registration.Token), null, keepTrying: false, CancellationToken.None);
        var grain = connection.Grains.GetGrain<IEndpointGrain>(endpoint.Value);
        var function = await client.RegisterFunctionAsync("tracked", EventFile.Source);
        var handles = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(i => client.SubmitAsync(endpoint, function, i)));

        var old = (await grain.AttachAsync(Caller.FromToken, Hello()).WithinAsync(CallBound, "hand agent", "attach", "a session")).Session;
        var pulled = await PullAsync(grain, old);
        var half = choices.Next(1, Tasks);
        var right = Report(pulled.Take(half), "\"right\"");
        await grain.ReportAsync(Caller.FromToken, old, right);
        await grain.ReportAsync(Caller.FromToken, old, right); // the same once more, as after a lost answer
        await grain.ReportAsync(Caller.FromToken, old, Report(pulled.Take(half), "\"wrong\"")); // and another value

        var held = pulled.Skip(half).Select(t => new InventoryEntry { Task = t.Id, Attempt = t.Attempt, State = InventoryState.Queued }).ToArray();
        var session = (await grain.AttachAsync(Caller.FromToken, Hello(held)).WithinAsync(CallBound, "hand agent", "second attach", "a session")).Session;
        await Assert.ThrowsAsync<SessionReplacedException>(() => grain.ReportAsync(Caller.FromToken, old, Report(pulled, "\"wrong\"")));
        await Assert.ThrowsAsync<SessionReplacedException>(() => grain.HeartbeatAsync(Caller.FromToken, old, Idle));
        await Assert.ThrowsAsync<SessionReplacedException>(() => grain.PullAsync(Caller.FromToken, old, new PullRequest { Sequence = 2, Credits = 10, Wait = TimeSpan.Zero }));
        await grain.ReportAsync(Caller.FromToken, session, Report(pulled.Skip(half), "\"right\""));

        foreach (var handle in handles)
            Assert.Equal("right", await handle.GetResultAsync<string>().WithinAsync(CallBound, $"task {handle.Id}", "after both sessions", "its value"));
        var ids = handles.Select(h => h.Id).ToList();
        Assert.Equal(Tasks, await site.Database.CountAsync("outcomes", "task_id", ids));
        FaultTable.Add("outcomes twice, old session", Tasks, 0, null);
    }

    private static AgentHello Hello(params InventoryEntry[] inventory) => new()
    {
        Instance = Guid.NewGuid(),
        Version = "test",
        Host = "hand",
        ProtocolVersion = 1,
        Workers = 2,
        Prefetch = Tasks,
        Inventory = inventory,
        HasJournal = true,
    };

    private static AgentStatus Idle => new() { Workers = 2, IdleWorkers = 2, RunningTasks = 0, QueuedTasks = 0, SpoolBytes = 0 };

    private static async Task<List<TaskEnvelope>> PullAsync(IEndpointGrain grain, AgentSession session)
    {
        var pulled = new List<TaskEnvelope>();
        for (var sequence = 1; pulled.Count < Tasks; sequence++)
        {
            var request = new PullRequest { Sequence = sequence, Credits = Tasks, Wait = TimeSpan.FromSeconds(10) };
            var reply = await grain.PullAsync(Caller.FromToken, session, request).WithinAsync(CallBound, "hand agent", "pull", "tasks", () => $"{pulled.Count} of {Tasks}");
            Assert.True(reply.Tasks.Length > 0, $"hand agent, pull: expected {Tasks} tasks, actual {pulled.Count}");
            pulled.AddRange(reply.Tasks);
        }
        return pulled;
    }

    private static ReportRequest Report(IEnumerable<TaskEnvelope> tasks, string json) => new()
    {
        Outcomes = [.. tasks.Select(t => new OutcomeReport { Task = t.Id, Attempt = t.Attempt, Result = Encoding.UTF8.GetBytes("11\n" + json) })],
    };
}
