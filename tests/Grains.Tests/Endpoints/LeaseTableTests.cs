using FuncX.Actors.Grains.Endpoints;

namespace FuncX.Actors.Grains.Tests.Endpoints;

public class LeaseTableTests
{
    [Fact]
    public void LowestUnstarted_StartRecorded_IsPassed()
    {
        var leases = new LeaseTable();
        var session = Guid.NewGuid();
        var first = leases.Grant(Sample.Queued(10), 1, session);
        leases.Grant(Sample.Queued(20), 1, session);
        leases.Grant(Sample.Queued(5, "bob"), 1, session);

        Assert.Equal(10, leases.LowestUnstarted(5, "ann"));
        first.IsStartRecorded = true;
        Assert.Equal(20, leases.LowestUnstarted(5, "ann"));
        Assert.Null(leases.LowestUnstarted(0, "ann"));
    }

    [Fact]
    public void HeldByOthers_NewSession_ListsWhatItDoesNotHold()
    {
        var leases = new LeaseTable();
        var (old, current) = (Guid.NewGuid(), Guid.NewGuid());
        leases.Grant(Sample.Queued(1), 1, old);
        var kept = leases.Grant(Sample.Queued(2), 1, old);
        kept.Session = current;

        Assert.Equal([1], leases.HeldByOthers(current).Select(l => l.Task.Sequence));
        Assert.NotNull(leases.End(kept.Task.Spec.Id));
        Assert.Null(leases.End(kept.Task.Spec.Id));
    }
}
