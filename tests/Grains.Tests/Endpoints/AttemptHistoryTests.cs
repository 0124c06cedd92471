using FuncX.Actors.Grains.Endpoints;

namespace FuncX.Actors.Grains.Tests.Endpoints;

public class AttemptHistoryTests
{
    [Fact]
    public void After_NoEvents_IsTheFirst() => Assert.Equal(new NextAttempt(1, null), After(false, true));

    [Theory]
    [InlineData(1, false, 2)]
    [InlineData(2, false, 3)]
    public void After_LossWithARetryLeft_IsTheNext(int lost, bool atMostOnce, int expected) =>
        Assert.Equal(new NextAttempt(expected, null), After(atMostOnce, true, (lost, AttemptEvent.Started), (lost, AttemptEvent.Lost)));

    [Theory]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void After_LastLoss_IsFinalThoughTheOutcomeIsMissing(int lost, bool atMostOnce)
    {
        // The silo died between the loss and its outcome.
        var next = After(atMostOnce, true, (lost, AttemptEvent.HandedOut), (lost, AttemptEvent.Lost));
        Assert.Equal((lost, AttemptEvent.Lost), (next.Number, next.FinalLoss?.Event));
    }

    [Fact]
    public void After_HandedOut_DependsOnTheJournal()
    {
        Assert.Equal(new NextAttempt(2, null), After(true, true, (1, AttemptEvent.HandedOut)));
        Assert.Contains("unknown", After(true, false, (1, AttemptEvent.HandedOut)).FinalLoss?.Reason, StringComparison.Ordinal);
    }

    private static NextAttempt After(bool atMostOnce, bool inventoryIsComplete, params (int Number, AttemptEvent Event)[] events) => AttemptHistory.After(
        events.Select(e => new AttemptInfo { Number = e.Number, Event = e.Event, At = DateTimeOffset.UnixEpoch }).ToList(),
        Sample.Spec() with { AtMostOnce = atMostOnce },
        2,
        inventoryIsComplete);
}
