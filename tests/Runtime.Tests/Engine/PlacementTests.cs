using System.Net;
using FuncX.Actors.Runtime.Directory;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class PlacementTests
{
    private static readonly SiloAddress[] s_silos = [.. Enumerable.Range(0, 5).Select(static i => SiloAddress.New(IPAddress.Loopback, 11111 + i, 1000 + i))];
    private static readonly GrainId[] s_grains = [.. Enumerable.Range(0, 20_000).Select(static i => GrainId.Create("task", $"{i:x8}"))];

    [Fact]
    public void HomeOf_DoesNotDependOnTheOrderOfTheView()
    {
        var one = new RendezvousPlacement(s_silos);
        var other = new RendezvousPlacement([.. s_silos.Reverse()]);
        Assert.All(s_grains, grain => Assert.Equal(one.HomeOf(grain), other.HomeOf(grain)));
    }

    [Fact]
    public void HomeOf_SpreadsGrainsEvenly()
    {
        var placement = new RendezvousPlacement(s_silos);
        var shares = s_grains.GroupBy(placement.HomeOf).Select(static group => group.Count()).ToArray();
        Assert.Equal(s_silos.Length, shares.Length);
        Assert.All(shares, static share => Assert.InRange(share, 3_600, 4_400));
    }

    [Fact]
    public void HomeOf_WhenASiloLeaves_MovesItsGrainsOnly()
    {
        var placement = new RendezvousPlacement(s_silos);
        var before = s_grains.ToDictionary(static grain => grain, placement.HomeOf);
        placement.Update(s_silos[1..]);
        Assert.All(s_grains, grain =>
        {
            if (before[grain] != s_silos[0]) Assert.Equal(before[grain], placement.HomeOf(grain));
        });
    }

    [Fact]
    public void HomeOf_WithoutSilos_SaysSo() =>
        Assert.Throws<SiloUnavailableException>(() => new RendezvousPlacement([]).HomeOf(s_grains[0]));
}
