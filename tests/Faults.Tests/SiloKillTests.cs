using FuncX.Actors.Client;

namespace FuncX.Actors.Faults.Tests;

/// <summary>Fault: <c>kill -9</c> of the silo in the middle of a batch, then a new one on the same data and port. Invariants I1, I2, I3 and the reconnect of design.md.</summary>
[Trait("Category", "Fault")]
public sealed class SiloKillTests
{
    private const int BatchTasks = 1_000;
    private const int LongTask = 1_000_000;
    private static readonly TimeSpan ResultBound = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Batch_SiloKilledInTheMiddle_EveryValueArrivesAndTheLongTaskStartsOnce()
    {
        var choices = Harness.Choices(nameof(SiloKillTests));
        await Site.RunAsync(async site =>
        {
            for (var round = 1; round <= Harness.Rounds; round++)
                await RunRoundAsync(site, round, choices.Next(100, 700));
        });
    }

    private static async Task RunRoundAsync(Site site, int round, int killAfter)
    {
        var client = await site.ConnectAsync();
        var rows = (Tasks: await site.Database.CountAsync("tasks"), Outcomes: await site.Database.CountAsync("outcomes"));
        using var events = new EventFile(Path.Combine(site.Root, $"silo-kill-{round}.txt"));
        // Two functions: the agent learns run times by function, and puts short tasks only into the pipe of a busy worker.
        var longOne = await client.RegisterFunctionAsync("tracked", EventFile.Source + "\n# runs for long\n");
        var shortOne = await client.RegisterFunctionAsync("tracked", EventFile.Source);
        var longTask = await client.SubmitAsync(site.Endpoint, longOne, LongTask, events.FullPath, Harness.IsLong ? 30 : 8);
        await events.UntilAsync(lines => lines.Any(l => l.Task == LongTask), TimeSpan.FromSeconds(30), "before the batch", "the long task's start");

        var batch = await client.CreateBatchAsync($"silo kill {round}");
        var submission = await batch.SubmitAsync(site.Endpoint, shortOne, Enumerable.Range(0, BatchTasks).Select(i => new object?[] { i, events.FullPath, 0.002 }));
        Assert.Empty(submission.Refused);

        var restarted = RestartSiloAsync(site, events, killAfter);
        var values = new Dictionary<TaskId, long>();
        var reading = ReadAsync(batch, values);
        await restarted;
        await reading.WithinAsync(ResultBound, $"batch {batch.Id}", "after the silo's restart", $"{BatchTasks} outcomes", () => $"{values.Count} outcomes");

        for (var i = 0; i < BatchTasks; i++)
            Assert.True(values.TryGetValue(submission.Ids[i], out var value) && value == ((long)i * i) + 1, $"task {submission.Ids[i]}: expected {((long)i * i) + 1}, actual {(values.TryGetValue(submission.Ids[i], out var v) ? v : "none")}");
        var result = await longTask.GetResultAsync<long>().WithinAsync(ResultBound, $"long task {longTask.Id}", "after the silo's restart", "its value", () => $"{events.Read().Count(l => l.Task == LongTask)} lines of it in the event file");
        Assert.Equal(((long)LongTask * LongTask) + 1, result);
        var ofLong = events.Read().Where(l => l.Task == LongTask).ToList();
        Assert.True(ofLong is [{ IsStart: true }, { IsStart: false }], $"long task: expected one start and one end, actual {string.Join(", ", ofLong)}");
        Assert.Equal(rows.Tasks + BatchTasks + 1, await site.Database.CountAsync("tasks"));
        Assert.Equal(rows.Outcomes + BatchTasks + 1, await site.Database.CountAsync("outcomes"));
        Assert.Equal(BatchTasks, await site.Database.CountAsync("outcomes", "task_id", submission.Ids.ToList()));
        await Round.CheckStartsAsync(site, events, submission.Ids.Select((id, i) => (id, i, false)).ToList());
        FaultTable.Add("kill -9 silo in a batch, long task running", BatchTasks + 1, (await site.Database.LossesAsync(submission.Ids.Append(longTask.Id).ToList())).Values.Sum(), null);
    }

    private static async Task RestartSiloAsync(Site site, EventFile events, int killAfter)
    {
        await events.UntilAsync(lines => lines.Count(l => !l.IsStart) >= killAfter, TimeSpan.FromSeconds(60), "batch runs", $"{killAfter} ends");
        await site.Silo.KillAsync();
        var outcomes = await site.Database.CountAsync("outcomes");
        var clock = TimeProvider.System;
        var killed = clock.GetTimestamp();
        await site.StartSiloAsync("restart after kill -9");
        Harness.Say($"silo killed after {killAfter} ends, {outcomes} outcomes in the rows; the new one was ready after {clock.GetElapsedTime(killed).TotalSeconds:0.0} s");
    }

    private static async Task ReadAsync(BatchHandle batch, Dictionary<TaskId, long> values)
    {
        await foreach (var outcome in batch.ReadResultsAsync(BatchTasks))
        {
            Assert.True(outcome.State == TaskState.Success, $"task {outcome.Id}: expected success, actual {outcome.State} {outcome.Failure?.Kind} {outcome.Failure?.Message}");
            Assert.True(values.TryAdd(outcome.Id, Payloads.Read<long>(outcome.Result!)), $"task {outcome.Id}: expected one outcome, actual a second one at the client");
        }
    }
}
