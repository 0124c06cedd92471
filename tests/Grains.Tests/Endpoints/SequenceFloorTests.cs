using FuncX.Actors.Grains.Endpoints;

namespace FuncX.Actors.Grains.Tests.Endpoints;

public class SequenceFloorTests
{
    [Fact]
    public void Sample_OlderThanAMinute_Counts()
    {
        var clock = new HandClock();
        var floor = new SequenceFloor(clock);
        floor.Sample(500);
        Assert.Equal(0, floor.Value);
        clock.Advance(TimeSpan.FromSeconds(59));
        floor.Sample(900);
        Assert.Equal(0, floor.Value);
        clock.Advance(TimeSpan.FromSeconds(1));
        floor.Sample(901);
        Assert.Equal(500, floor.Value);
    }

    [Fact]
    public void Sample_FarAhead_CountsLessWhatCanBeInFlight()
    {
        var floor = new SequenceFloor(new HandClock());
        floor.Sample(3_000_000);
        Assert.Equal(2_900_000, floor.Value);
    }
}
