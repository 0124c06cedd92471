namespace FuncX.Actors.Faults.Tests;

/// <summary>Fault: the connection between agent and silo breaks, loudly or silently. Invariants I2, I6.</summary>
[Trait("Category", "Fault")]
public sealed class ConnectionTests
{
    [Fact]
    public async Task Connection_ResetUnderLoad_EveryTaskEndsOnce()
    {
        Harness.RequireLong();
        await Round.RunAsync("TCP reset of the agent", (_, site) =>
        {
            Assert.True(site.Proxy.Reset() > 0, "proxy: expected a connection of the agent, actual none");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Connection_SilentUnderLoad_EveryTaskEndsOnce()
    {
        Harness.RequireLong();
        await Round.RunAsync("silent connection of the agent", (_, site) =>
        {
            site.Proxy.Silence();
            return Task.CompletedTask;
        });
    }
}
