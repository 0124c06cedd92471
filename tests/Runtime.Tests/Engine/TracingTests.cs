using System.Collections.Concurrent;
using System.Diagnostics;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class TracingTests
{
    [Fact]
    public async Task Activity_OfACaller_IsTheAncestorOfEveryCallBelow()
    {
        var ended = new ConcurrentQueue<Activity>();
        var trace = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Microsoft.Orleans.Application",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace) ended.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var silo = await TestSilo.StartAsync(static builder => builder.AddActivityPropagation());
        var client = await silo.ConnectAsync(static builder => builder.AddActivityPropagation());
        using (var root = new Activity("test").SetParentId(trace, ActivitySpanId.CreateRandom()).Start())
        {
            await client.GetGrain<IProbeGrain>("a").RelayAsync("b", "x").WaitAsync(TestSilo.Bound);
        }
        // From the inside out: the second grain, the call to it, the first grain, the client's call.
        Assert.Equal(
            ["test.IProbeGrain/Echo Server", "test.IProbeGrain/Echo Client", "test.IProbeGrain/Relay Server", "test.IProbeGrain/Relay Client"],
            ended.Select(static activity => $"{activity.OperationName} {activity.Kind}"));
        var order = ended.ToArray();
        for (var i = 0; i < 3; i++) Assert.Equal(order[i + 1].SpanId, order[i].ParentSpanId);
    }
}
