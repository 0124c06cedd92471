using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Tests.Tasks;

public class SubmitGateTests
{
    private static readonly Caller Ann = new() { User = "ann", Roles = CallerRoles.User };

    [Fact]
    public void CountCall_OverTheRate_SaysWhenToComeBack()
    {
        var clock = new HandClock();
        var gate = new SubmitGate(new SubmitOptions { MaxCallsPerWindow = 2 }, clock);
        gate.CountCall(Ann);
        gate.CountCall(Ann);
        clock.Advance(TimeSpan.FromSeconds(4));

        var refused = Assert.Throws<OverloadedException>(() => gate.CountCall(Ann));

        Assert.Equal(TimeSpan.FromSeconds(6), refused.RetryAfter);
        gate.CountCall(Ann with { User = "bob" });
        gate.CountCall(Ann with { IsBulk = true });
        clock.Advance(TimeSpan.FromSeconds(6));
        gate.CountCall(Ann);
    }

    [Fact]
    public void Reserve_OverTheBytes_IsRefusedUntilSomeAreFreed()
    {
        var gate = new SubmitGate(new SubmitOptions { MaxInFlightBytes = 100 }, new HandClock());
        var held = gate.Reserve(80);

        Assert.Throws<OverloadedException>(() => gate.Reserve(30));
        held.Dispose();
        using var next = gate.Reserve(100);
    }
}
