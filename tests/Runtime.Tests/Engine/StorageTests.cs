using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class StorageTests
{
    [Fact]
    public async Task State_Written_IsReadByTheNextActivationBeforeOnActivate()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStoredProbeGrain>("s1");
        Assert.Equal("0 ; side 0 new no tag", await grain.DescribeAsync().WaitAsync(TestSilo.Bound));
        await grain.AddAsync("a").WaitAsync(TestSilo.Bound);
        await grain.AddAsync("b").WaitAsync(TestSilo.Bound);
        await grain.AddUnsavedAsync("lost").WaitAsync(TestSilo.Bound);
        await grain.LeaveAsync().WaitAsync(TestSilo.Bound);
        Assert.Equal("2 a+b; side 20 stored tagged", await grain.DescribeAsync().WaitAsync(TestSilo.Bound));
        Assert.Equal(2, await grain.CountOnActivationAsync().WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task State_Cleared_IsEmptyAndCanBeWrittenAgain()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStoredProbeGrain>("s2");
        await grain.AddAsync("a").WaitAsync(TestSilo.Bound);
        await grain.ClearAsync().WaitAsync(TestSilo.Bound);
        Assert.Equal("0 ; side 0 new no tag", await grain.DescribeAsync().WaitAsync(TestSilo.Bound));
        Assert.Equal(1, await grain.AddAsync("b").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Write_AfterSomebodyElsesWrite_FailsAndEndsTheActivation()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStoredProbeGrain>("s3");
        await grain.AddAsync("a").WaitAsync(TestSilo.Bound);
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var record = new GrainState<ProbeState>();
        await storage.ReadStateAsync(typeof(StoredProbeGrain).FullName!, grain.GetGrainId(), record);
        record.State.Count = 100;
        await storage.WriteStateAsync(typeof(StoredProbeGrain).FullName!, grain.GetGrainId(), record);
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.AddAsync("b").WaitAsync(TestSilo.Bound));
        Assert.Equal(101, await grain.AddAsync("c").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Provider_Missing_FailsTheCallWithItsName()
    {
        await using var silo = await TestSilo.StartAsync();
        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
            silo.Grains.GetGrain<IStoredProbeGrain>("s4").DescribeAsync().WaitAsync(TestSilo.Bound));
        Assert.Contains("\"other\"", error.Message, StringComparison.Ordinal);
    }

    private static Task<TestSilo> StartAsync() => TestSilo.StartAsync(static builder => builder.AddMemoryGrainStorage("other"));
}
