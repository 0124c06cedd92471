using System.Collections.Concurrent;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class FilterTests
{
    [Fact]
    public async Task Incoming_Several_RunInOrderOfRegistrationAroundTheCall()
    {
        var seen = new ConcurrentQueue<string>();
        await using var silo = await TestSilo.StartAsync(builder => builder
            .AddIncomingGrainCallFilter(context => NoteAsync(seen, "first", context))
            .AddIncomingGrainCallFilter(context => NoteAsync(seen, "second", context)));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        Assert.Equal("x", await grain.EchoAsync("x").WaitAsync(TestSilo.Bound));
        Assert.Equal(["first in", "second in", "second out", "first out"], seen);
    }

    [Fact]
    public async Task Incoming_SeesWhatIsCalledAndByWhom()
    {
        IIncomingGrainCallContext? seen = null;
        await using var silo = await TestSilo.StartAsync(builder => builder.AddIncomingGrainCallFilter(context =>
        {
            seen = context;
            return context.Invoke();
        }));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        await grain.EchoAsync("x").WaitAsync(TestSilo.Bound);
        Assert.NotNull(seen);
        Assert.Equal("Echo", seen.MethodName);
        Assert.Equal("test.IProbeGrain", seen.InterfaceName);
        Assert.Equal(nameof(IProbeGrain.EchoAsync), seen.InterfaceMethod.Name);
        Assert.Equal(typeof(ProbeGrain), seen.ImplementationMethod.DeclaringType);
        Assert.IsType<ProbeGrain>(seen.Grain);
        Assert.Equal("x", seen.Request.GetArgument(0));
        Assert.Equal("x", seen.Result);
        Assert.True(seen.SourceId!.Value.IsClient());
        Assert.Equal(grain.GetGrainId(), seen.TargetId);
        Assert.Same(seen.InterfaceMethod, seen.InterfaceMethod);
        Assert.Same(seen.ImplementationMethod, seen.ImplementationMethod);
    }

    [Fact]
    public async Task Incoming_ChangedArgument_TakesEffect()
    {
        await using var silo = await TestSilo.StartAsync(static builder => builder.AddIncomingGrainCallFilter(static context =>
        {
            context.Request.SetArgument(0, "changed");
            return context.Invoke();
        }));
        var grain = silo.Grains.GetGrain<IProbeGrain>("a");
        Assert.Equal("changed", await grain.EchoAsync("original").WaitAsync(TestSilo.Bound));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Incoming_ChangedResult_ReachesTheCaller(bool invokes)
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.AddIncomingGrainCallFilter(async context =>
        {
            if (invokes) await context.Invoke();
            context.Result = "replaced";
        }));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        Assert.Equal("replaced", await grain.EchoAsync("original").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Incoming_ThatThrows_RefusesTheCallBeforeTheGrainRuns()
    {
        await using var silo = await TestSilo.StartAsync(static builder => builder.AddIncomingGrainCallFilter(static context =>
            context.MethodName == "Notify" ? throw new UnauthorizedAccessException("not you") : context.Invoke()));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        await grain.NotifyAsync("x").WaitAsync(TestSilo.Bound);
        Assert.Null(await grain.NotifiedAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Incoming_CanCatchWhatTheGrainThrows()
    {
        await using var silo = await TestSilo.StartAsync(static builder => builder.AddIncomingGrainCallFilter(static async context =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException exception)
            {
                throw new KeyNotFoundException("mapped", exception);
            }
        }));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => grain.FailAsync("inner").WaitAsync(TestSilo.Bound));
        Assert.Equal("inner", Assert.IsType<InvalidOperationException>(error.InnerException).Message);
    }

    [Fact]
    public async Task Outgoing_OfAClient_MayAddToTheRequestContext()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync(static builder => builder.AddOutgoingGrainCallFilter(static async context =>
        {
            RequestContext.Set("token", "secret");
            try
            {
                await context.Invoke();
            }
            finally
            {
                RequestContext.Remove("token");
            }
        }));
        Assert.Equal("secret", await client.GetGrain<IProbeGrain>("a").ContextAsync("token").WaitAsync(TestSilo.Bound));
        Assert.Null(RequestContext.Get("token"));
    }

    [Fact]
    public async Task Outgoing_OfASilo_RunsForCallsBetweenGrains()
    {
        var targets = new ConcurrentQueue<string>();
        await using var silo = await TestSilo.StartAsync(builder => builder.AddOutgoingGrainCallFilter(async context =>
        {
            await context.Invoke();
            targets.Enqueue($"{context.SourceId?.Key} -> {context.TargetId.Key}: {context.Result}");
        }));
        var grain = (await silo.ConnectAsync()).GetGrain<IProbeGrain>("a");
        Assert.Equal("hi", await grain.RelayAsync("b", "hi").WaitAsync(TestSilo.Bound));
        Assert.Equal(["a -> b: hi"], targets);
    }

    [Fact]
    public async Task Outgoing_ThatThrows_FailsTheCall()
    {
        await using var silo = await TestSilo.StartAsync();
        var client = await silo.ConnectAsync(static builder => builder.AddOutgoingGrainCallFilter(static _ => throw new NotSupportedException("stop")));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetGrain<IProbeGrain>("a").NothingAsync().WaitAsync(TestSilo.Bound));
    }

    private static async Task NoteAsync(ConcurrentQueue<string> seen, string name, IGrainCallContext context)
    {
        seen.Enqueue(name + " in");
        await context.Invoke();
        seen.Enqueue(name + " out");
    }
}
