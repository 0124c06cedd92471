namespace FuncX.Actors.Faults.Tests;

/// <summary>Fault: a part stands still for 15 s (SIGSTOP), then goes on as if nothing had been.</summary>
[Trait("Category", "Fault")]
public sealed class StopTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    [Fact]
    public Task Silo_StoppedUnderLoad_EveryTaskEndsOnce() => RunAsync("SIGSTOP silo", site => [site.Silo.Pid]);

    [Fact]
    public Task Agent_StoppedUnderLoad_EveryTaskEndsOnce() => RunAsync("SIGSTOP agent", site => [site.Agent.Pid]);

    [Fact]
    public Task Worker_StoppedUnderLoad_EveryTaskEndsOnce() => RunAsync("SIGSTOP one worker", site => [site.WorkerPids[0]]);

    [Fact]
    public Task AllWorkers_StoppedUnderLoad_EveryTaskEndsOnce() => RunAsync("SIGSTOP all workers", site => [.. site.WorkerPids]);

    [Fact]
    public Task Postgres_StoppedUnderLoad_EveryTaskEndsOnce() => RunAsync("SIGSTOP Postgres", site => [.. Processes.In(Path.Combine(site.Data, "pg")).Select(p => p.Pid)]);

    private static async Task RunAsync(string fault, Func<Site, int[]> find)
    {
        Harness.RequireLong();
        await Round.RunAsync(fault, async (_, site) =>
        {
            var pids = find(site);
            foreach (var pid in pids)
                Signals.Send(pid, Signals.Stop);
            // The pause is the fault itself, not a wait for something.
            await Task.Delay(Pause, TimeProvider.System);
            foreach (var pid in pids)
                Signals.Send(pid, Signals.Continue);
        });
    }
}
