namespace FuncX.Actors.Faults.Tests;

/// <summary>Fault: two silos own one endpoint at the same time; both get submits, and the agent pulls now from one, now from the other. Invariants I2, I6.</summary>
[Trait("Category", "Fault")]
public sealed class TwoOwnersTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private const int Turns = 5;

    [Fact]
    public async Task Endpoint_WithTwoOwners_EveryTaskEndsOnce()
    {
        Harness.RequireLong();
        await Round.RunAsync(
            "two owners",
            async (_, site) =>
            {
                for (var turn = 1; turn <= Turns; turn++)
                {
                    site.Proxy.Redirect(turn % 2 == 1 ? site.StrangerGateway! : site.Gateway);
                    // The turn is the fault itself, not a wait for something.
                    await Task.Delay(Turn, TimeProvider.System);
                }
                site.Proxy.Redirect(site.Gateway);
            },
            site => site.StartStrangerAsync("start of the second owner"));
    }
}
