using FuncX.Actors.Grains.Endpoints;

namespace FuncX.Actors.Grains.Tests.Endpoints;

public class AgentPresenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EndpointOptions Options = new();

    [Fact]
    public void TimesOut_ThreeSilentHeartbeats_OnceAndFromTheLastWord()
    {
        var presence = Attached();
        presence.Seen(Start.AddSeconds(10));

        Assert.False(presence.TimesOut(Start.AddSeconds(24)));
        Assert.True(presence.TimesOut(Start.AddSeconds(25)));
        Assert.False(presence.TimesOut(Start.AddSeconds(26)));
        Assert.False(presence.IsOnline);
        Assert.False(presence.ReattachOver(Start.AddSeconds(39)));
        Assert.True(presence.ReattachOver(Start.AddSeconds(40)));
    }

    [Fact]
    public void Leave_ThenAttach_ForgetsTheSilence()
    {
        var presence = Attached();
        presence.Leave(Start);
        presence.Attach(Session(), Hello(), Start.AddSeconds(20));

        Assert.True(presence.IsOnline);
        Assert.False(presence.ReattachOver(Start.AddSeconds(600)));
    }

    private static AgentPresence Attached()
    {
        var presence = new AgentPresence(Options);
        presence.Attach(Session(), Hello(), Start);
        return presence;
    }

    private static AgentSession Session() => new() { Endpoint = Sample.Endpoint, OwnerEpoch = 1, Session = Guid.NewGuid() };

    private static AgentHello Hello() => new() { Instance = Guid.NewGuid(), Version = "1", Host = "h", ProtocolVersion = 1, Workers = 2, Prefetch = 2, Inventory = [] };
}
