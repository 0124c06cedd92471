using FuncX.Actors.Client;

namespace FuncX.Actors.Integration.Tests;

/// <summary>Who gets in, and who does not.</summary>
public sealed class GuardTests(MemorySilo silo) : IClassFixture<MemorySilo>
{
    [Fact]
    public async Task Connect_WrongToken_IsRefused() =>
        await Assert.ThrowsAsync<UnauthenticatedException>(() => silo.ConnectAsync("fx_wrong"));

    [Fact]
    public async Task Call_ForgedCaller_IsReplacedByTheTokensOne()
    {
        await using var connection = await silo.ConnectRawAsync(silo.AdminToken);

        var who = await connection.Grains.GetGrain<ICatalogGrain>(0).WhoAmIAsync(new Caller { User = "somebody", Roles = CallerRoles.System });

        Assert.Equal(("admin", CallerRoles.User | CallerRoles.Admin), (who.User, who.Roles));
    }

    [Fact]
    public async Task Call_ForgedSecret_IsRefused()
    {
        await using var connection = await silo.ConnectRawAsync("fx_wrong");
        RequestContext.Set(ContextKeys.Secret, new byte[32]);

        await Assert.ThrowsAsync<UnauthenticatedException>(() => connection.Grains.GetGrain<ICatalogGrain>(0).ListTasksAsync(Caller.System, new TaskListRequest { Limit = 1 }));

        RequestContext.Remove(ContextKeys.Secret);
    }

    [Fact]
    public async Task Call_GrainOnlyMethod_IsRefusedToUsers()
    {
        await using var client = await silo.ConnectAsync();
        await using var agent = await HandAgent.RegisterAsync(silo, client);
        await using var connection = await silo.ConnectRawAsync(silo.AdminToken);
        var endpoint = connection.Grains.GetGrain<IEndpointGrain>(agent.Endpoint.Value);

        await Assert.ThrowsAsync<AccessDeniedException>(() => endpoint.EnqueueAsync(Caller.System, []));
        await Assert.ThrowsAsync<AccessDeniedException>(() => endpoint.AttachAsync(Caller.System, new AgentHello { Instance = Guid.NewGuid(), Version = "", Host = "", ProtocolVersion = 1, Workers = 1, Prefetch = 0, Inventory = [] }));
    }

    [Fact]
    public async Task AgentToken_AnythingButItsEndpoint_IsRefused()
    {
        await using var client = await silo.ConnectAsync();
        await using var mine = await HandAgent.RegisterAsync(silo, client);
        await using var other = await HandAgent.RegisterAsync(silo, client);
        await mine.AttachAsync();

        var grains = mine.Grains;
        await Assert.ThrowsAsync<AccessDeniedException>(() => grains.GetGrain<IEndpointGrain>(other.Endpoint.Value).AttachAsync(
            Caller.FromToken, new AgentHello { Instance = Guid.NewGuid(), Version = "", Host = "", ProtocolVersion = 1, Workers = 1, Prefetch = 0, Inventory = [] }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => grains.GetGrain<ISubmitGrain>(0).SubmitAsync(Caller.FromToken, new SubmitRequest { Tasks = [] }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => grains.GetGrain<ICatalogGrain>(0).ListEndpointsAsync(Caller.FromToken));
        await Assert.ThrowsAsync<AccessDeniedException>(() => grains.GetGrain<IEndpointGrain>(mine.Endpoint.Value).GetStatusAsync(Caller.FromToken));
    }

    [Fact]
    public async Task Register_Again_EndsTheOldTokenWithinSeconds()
    {
        await using var client = await silo.ConnectAsync();
        await using var agent = await HandAgent.RegisterAsync(silo, client);
        await agent.AttachAsync();

        await client.RegisterEndpointAsync(agent.Endpoint, new EndpointSpec { Name = "hand" });

        // Caches look for changes each second: threefold slack on the promised five seconds.
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        Exception? refused = null;
        while (refused is not UnauthenticatedException && await timer.WaitForNextTickAsync(bound.Token))
            refused = await Record.ExceptionAsync(() => agent.AttachAsync());
    }

    [Fact]
    public async Task Inbox_OfAnother_IsRefused()
    {
        await using var connection = await silo.ConnectRawAsync(silo.AdminToken);

        await Assert.ThrowsAsync<AccessDeniedException>(() => connection.Grains.GetGrain<IInboxGrain>(InboxKey.Of("ann", Guid.NewGuid())).PollAsync(Caller.FromToken, 0, TimeSpan.Zero));
        await Assert.ThrowsAsync<AccessDeniedException>(() => connection.Grains.GetGrain<ISubmitGrain>(0).SubmitAsync(
            Caller.FromToken,
            new SubmitRequest { Inbox = InboxKey.Of("ann", Guid.NewGuid()), Tasks = [new TaskSpec { Id = TaskId.New(), Endpoint = EndpointId.New(), Function = FunctionId.New(), Payload = Payloads.Pack([]) }] }));
    }

    [Fact]
    public async Task Submit_StaleOrRandomId_IsRefusedUnlessKnown()
    {
        await using var client = await silo.ConnectAsync();
        await using var agent = await HandAgent.RegisterAsync(silo, client);
        var function = await client.RegisterFunctionAsync("f", "def f(): pass");
        await using var connection = await silo.ConnectRawAsync(silo.AdminToken);
        TaskSpec Spec(Guid id) => new() { Id = TaskId.From(id), Endpoint = agent.Endpoint, Function = function, Payload = Payloads.Pack([]) };
        var good = Spec(Guid.CreateVersion7());

        var reply = await connection.Grains.GetGrain<ISubmitGrain>(0).SubmitAsync(
            Caller.FromToken, new SubmitRequest { Tasks = [Spec(Guid.NewGuid()), good, Spec(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)), good] });

        Assert.Equal([(0, "INVALID_UUID"), (2, "INVALID_UUID")], reply.Refused.Select(r => (r.Index, r.Code)));
        var stolen = await connection.Grains.GetGrain<ISubmitGrain>(0).SubmitAsync(Caller.FromToken, new SubmitRequest { Tasks = [good with { Priority = 1 }] });
        Assert.Equal("TASK_ID_CONFLICT", Assert.Single(stolen.Refused).Code);
    }
}
