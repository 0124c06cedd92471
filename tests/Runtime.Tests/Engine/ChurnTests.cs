using System.Collections.Concurrent;
using FuncX.Actors.Runtime.Tests.Serialization;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>The invariant under everything at once: each call ends, and its method ran at most once, exactly once if the caller got the answer.</summary>
public sealed class ChurnTests
{
    private const int Calls = 6_000;

    [Fact]
    public async Task Calls_WhileActivationsComeAndGo_RunAtMostOnceAndAllEnd()
    {
        var random = Properties.Random();
        var run = Guid.NewGuid().ToString("N");
        await using var silo = await TestSilo.StartAsync();
        IGrainFactory[] sides = [silo.Grains, await silo.ConnectAsync(), await silo.ConnectAsync()];
        var plan = Enumerable.Range(0, Calls).Select(i => (Id: i, Side: sides[random.Next(3)], Key: $"{run}-{random.Next(20)}", What: random.Next(10), Cancel: random.Next(4))).ToArray();
        var answered = new ConcurrentBag<int>();
        var other = new ConcurrentBag<Exception>();
        await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (step, _) =>
        {
            var grain = step.Side.GetGrain<IChurnProbeGrain>(step.Key);
            using var cancellation = new CancellationTokenSource();
            try
            {
                var call = step.What switch
                {
                    0 => grain.CountAndLeaveAsync(step.Id),
                    1 or 2 => grain.CountSlowlyAsync(step.Id, cancellation.Token),
                    3 => grain.CountInterleavedAsync(step.Id),
                    _ => grain.CountAsync(step.Id),
                };
                if (step.What is 1 or 2 && step.Cancel == 0) await cancellation.CancelAsync();
                await call.WaitAsync(TestSilo.Bound, CancellationToken.None);
                answered.Add(step.Id);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Whether it ran is open; the count below allows both.
                other.Add(new OperationCanceledException());
            }
            catch (Exception exception)
            {
                other.Add(exception);
            }
        }).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Calls, answered.Count + other.Count);
        Assert.All(other, static exception => Assert.True(exception is OperationCanceledException, exception.ToString()));
        var counts = ChurnProbeGrain.Counts(run);
        Assert.All(counts, static entry => Assert.Equal(1, entry.Value));
        Assert.All(answered, id => Assert.True(counts.ContainsKey(id)));
        Assert.True(answered.Count > Calls / 2, $"only {answered.Count} of {Calls} calls were answered");
        Assert.Equal(0, ChurnProbeGrain.Overlaps(run));
    }
}
