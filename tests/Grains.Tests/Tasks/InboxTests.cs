using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Tests.Tasks;

public class InboxTests
{
    [Fact]
    public void Page_NotAcknowledged_ComesAgain()
    {
        var inbox = new Inbox(1_000_000);
        inbox.Add(Outcome(10));
        inbox.Add(Outcome(10));

        var page = inbox.Page(Guid.Empty, 1_000_000);
        Assert.Equal(page.Outcomes, inbox.Page(Guid.Empty, 1_000_000).Outcomes);
        inbox.Acknowledge(page.Position);
        Assert.Empty(inbox.Page(Guid.Empty, 1_000_000).Outcomes);
    }

    [Fact]
    public void Page_SmallBound_GivesOneAtLeast()
    {
        var inbox = new Inbox(1_000_000);
        inbox.Add(Outcome(5_000));
        inbox.Add(Outcome(5_000));

        Assert.Single(inbox.Page(Guid.Empty, 10).Outcomes);
    }

    [Fact]
    public void Add_Full_SaysOnceThatItOverflowed()
    {
        var inbox = new Inbox(6_000);
        for (var i = 0; i < 5; i++)
            inbox.Add(Outcome(2_000));

        Assert.True(inbox.Page(Guid.Empty, 1_000_000).Overflowed);
        Assert.False(inbox.Page(Guid.Empty, 1_000_000).Overflowed);
    }

    [Fact]
    public void InboxKey_OfAnother_DoesNotBelong()
    {
        var key = InboxKey.Of("ann", Guid.NewGuid());
        Assert.True(InboxKey.BelongsTo(key, "ann"));
        Assert.False(InboxKey.BelongsTo(key, "an"));
        Assert.False(InboxKey.BelongsTo(key, "bob"));
        Assert.False(InboxKey.BelongsTo("ann/evil/" + Guid.NewGuid().ToString("N"), "ann"));
    }

    private static TaskOutcome Outcome(int bytes) => new() { Id = TaskId.New(), State = TaskState.Success, Result = new byte[bytes] };
}
