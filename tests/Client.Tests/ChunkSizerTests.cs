using FsCheck;
using FsCheck.Fluent;

namespace FuncX.Actors.Client.Tests;

public class ChunkSizerTests
{
    [Fact]
    public void Next_NothingMeasured_IsTheFirstSize() => Assert.Equal(16, new ChunkSizer(MapOptions.Default).Next(1_000_000));

    [Fact]
    public void Next_FastItems_GrowsByStepsToTheBound()
    {
        var sizer = new ChunkSizer(MapOptions.Default);
        var sizes = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            var size = sizer.Next(10_000_000);
            sizes.Add(size);
            sizer.Ran(size, TimeSpan.FromTicks(size)); // 0.1 us an item
        }
        Assert.Equal([16, 256, 4_096, 65_536, 65_536, 65_536], sizes);
    }

    [Fact]
    public void Next_SlowItems_OneByOne()
    {
        var sizer = new ChunkSizer(MapOptions.Default with { FirstChunkItems = 4 });
        sizer.Ran(4, TimeSpan.FromSeconds(40));
        Assert.Equal(1, sizer.Next(1_000));
    }

    [Fact]
    public void Next_TheEnd_IsSharedOut()
    {
        var sizer = new ChunkSizer(MapOptions.Default);
        for (var i = 0; i < 5; i++)
            sizer.Ran(sizer.Next(10_000_000), TimeSpan.FromTicks(1));
        Assert.Equal(1_000, sizer.Next(8_000));
    }

    [Fact]
    public void Next_WhateverWasMeasured_CoversAllItemsOnce() =>
        Prop.ForAll(Gen.Choose(1, 200_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (items, ticksPerItem) =>
        {
            var sizer = new ChunkSizer(MapOptions.Default);
            var left = items;
            for (var i = 0; left > 0; i++)
            {
                var size = sizer.Next(left);
                Assert.InRange(size, 1, Math.Min(left, MapOptions.Default.MaxChunkItems));
                left -= size;
                sizer.Ran(size, TimeSpan.FromTicks((long)ticksPerItem * size));
                Assert.True(i < items);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void MapFunction_NameThatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new MapFunction("a-b", "def f(x): pass").ToSpec());
        Assert.Throws<ArgumentException>(() => new MapFunction("f(x)\nimport os", "").ToSpec());
    }
}
