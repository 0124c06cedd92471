using FuncX.Actors.Client;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>Map over real workers.</summary>
public sealed class MapTests(Site site)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Map_ManyItems_EveryValueAtItsPlace()
    {
        var items = Enumerable.Range(0, 50_000).ToArray();

        var map = await site.Client.MapAsync<int, long>(site.Endpoint, new MapFunction("square", "def square(x):\n    return x * x\n"), items).WaitAsync(Bound);

        Assert.Equal(items.Select(i => (long)i * i), map.Values);
        Assert.Empty(map.Failures);
        Assert.InRange(map.Chunks, 2, 5_000);
    }

    [Fact]
    public async Task Map_ItemsThatRaise_AreReportedByThemselves()
    {
        const string source = "def reciprocal(x):\n    return 1 / x\n";

        var map = await site.Client.MapAsync<int, double>(site.Endpoint, new MapFunction("reciprocal", source), [2, 0, 4]).WaitAsync(Bound);

        Assert.Equal([0.5, 0, 0.25], map.Values);
        var failure = Assert.Single(map.Failures);
        Assert.Equal((1, TaskFailureKind.UserException, "ZeroDivisionError"), (failure.Index, failure.Failure.Kind, failure.Failure.RemoteType));
        Assert.Contains("return 1 / x", failure.Failure.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("in _funcx_map_chunk", failure.Failure.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_ChunkThatDies_FailsItsItemsOnly()
    {
        const string source = "def fragile(x):\n    import os\n    if x == 0:\n        os._exit(3)\n    return x\n";

        var map = await site.Client.MapAsync<int, int>(site.Endpoint, new MapFunction("fragile", source), [0, 1, 2, 3], new MapOptions { FirstChunkItems = 1, MaxChunkItems = 1 }).WaitAsync(Bound);

        Assert.Equal([0, 1, 2, 3], map.Values);
        Assert.Equal((0, TaskFailureKind.WorkerLost), (Assert.Single(map.Failures).Index, map.Failures[0].Failure.Kind));
    }

    [Fact]
    public async Task Map_Nothing_IsNothing() =>
        Assert.Empty((await site.Client.MapAsync<int, int>(site.Endpoint, new MapFunction("f", "def f(x):\n    return x\n"), [])).Values);
}
