namespace FuncX.Actors.Faults.Tests;

/// <summary>Fault: <c>kill -9</c> of one part under load. Invariants I1, I2, I5.</summary>
[Trait("Category", "Fault")]
public sealed class KillTests
{
    // Promised: noticed within 1 s. Threefold, on a machine that does other things too.
    private static readonly TimeSpan WorkerNoticed = TimeSpan.FromSeconds(3);

    // Promised: three heartbeats of 5 s.
    private static readonly TimeSpan AgentNoticed = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Silo_KilledUnderLoad_EveryTaskEndsOnce() => await Round.RunAsync("kill -9 silo", async (_, site) =>
    {
        await site.Silo.KillAsync();
        await site.StartSiloAsync("restart after kill -9");
    });

    [Fact]
    public async Task Agent_KilledUnderLoad_EveryTaskEndsOnce() => await Round.RunAsync("kill -9 agent", async (_, site) =>
    {
        await site.Agent.KillAsync();
        await site.StartAgentAsync("restart after kill -9");
    });

    [Fact]
    public async Task Worker_KilledUnderLoad_LossIsNoticedAndTheTaskRetried() => await Round.RunAsync("kill -9 one worker", (round, site) =>
    {
        var workers = site.WorkerPids;
        Signals.Send(workers[round.Choices.Next(workers.Count)], Signals.Kill);
        CheckNoticed(round, site);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task AllWorkers_KilledUnderLoad_LossesAreNoticedAndTheTasksRetried()
    {
        Harness.RequireLong();
        await Round.RunAsync("kill -9 all workers", (round, site) =>
        {
            foreach (var worker in site.WorkerPids)
                Signals.Send(worker, Signals.Kill);
            CheckNoticed(round, site);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Postgres_KilledUnderLoad_EveryTaskEndsOnce() => await Round.RunAsync("kill -9 Postgres", (round, site) =>
    {
        var killed = site.PostmasterPid;
        Signals.Send(killed, Signals.Kill);
        round.AfterOutcomes(() =>
        {
            Assert.NotEqual(killed, site.PostmasterPid);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Everything_KilledUnderLoad_EveryTaskEndsOnce()
    {
        Harness.RequireLong();
        await Round.RunAsync("kill -9 everything but the clients", async (_, site) =>
        {
            // A power cut, but for the kernel's memory: the silo first, so that it brings nothing back.
            var postgres = Processes.In(Path.Combine(site.Data, "pg"));
            await site.Silo.KillAsync();
            await site.Agent.KillAsync();
            foreach (var (pid, _) in postgres)
                Signals.Send(pid, Signals.Kill);
            await site.StartSiloAsync("restart after everything was killed");
            await site.StartAgentAsync("restart after everything was killed");
        });
    }

    [Fact]
    public async Task Client_KilledWhileSubmitting_WhatItWasToldIsDone()
    {
        Harness.RequireLong();
        await Round.RunAsync("kill -9 client", async (round, site) =>
        {
            var client = site.StartClient(round.Function, round.Events, first: 10_001, count: 5_000);
            var last = 10_000 + round.Choices.Next(20, 200);
            await client.LineAsync($" {last}", TimeSpan.FromSeconds(60), $"until it has submitted {last}");
            await client.KillAsync();
            foreach (var line in client.Lines.Where(l => l.StartsWith(SubmittingClient.Acknowledged, StringComparison.Ordinal)))
            {
                if (line.Split(' ') is [_, var id, var number])
                    round.Adopt(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), TaskId.Parse(id));
            }
        });
    }

    [Fact]
    public async Task Agent_KilledAndGone_CountsAsOfflineAndItsTasksEndOnceItIsBack()
    {
        Harness.RequireLong();
        await Round.RunAsync("kill -9 agent, back when noticed", async (round, site) =>
        {
            await site.Agent.KillAsync();
            await site.UntilOfflineAsync(AgentNoticed, "after the kill of the agent");
            await site.StartAgentAsync("restart after it was noticed");
        });
    }

    private static void CheckNoticed(Round round, Site site) => round.AfterOutcomes(async () =>
    {
        // Recorded by the silo's clock, which is this machine's.
        if (await site.Database.LastLossAfterAsync(round.FaultAt) is { } at)
            Assert.True(at - round.FaultAt <= WorkerNoticed, $"worker: expected its death recorded within {WorkerNoticed.TotalSeconds:0} s, actual {(at - round.FaultAt).TotalSeconds:0.0} s");
    });
}
