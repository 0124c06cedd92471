using FuncX.Actors.Client;

namespace FuncX.Actors.Faults.Tests;

/// <summary>600 tasks of 20 ms from two clients, one fault at a random moment among them, and what must hold afterwards.</summary>
internal sealed class Round(Site site, string fault, int number, Random choices) : IAsyncDisposable
{
    private const int Clients = 2;
    private const int Waves = 6;
    private const int PerWave = 50;
    private const int AtMostOnceEvery = 10;
    private static readonly TimeSpan FaultBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan OutcomeBound = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan HealthBound = TimeSpan.FromSeconds(45);

    private readonly Progress _progress = new();
    private readonly List<TrackedTask> _tasks = [];
    private readonly List<string> _unacknowledged = [];
    private readonly EventFile _events = new(Path.Combine(site.Root, $"round-{fault.Replace(' ', '-')}-{number}.txt"));
    private List<FuncXClient> _clients = [];
    private FunctionId _function;
    private Func<Task> _afterOutcomes = () => Task.CompletedTask;

    /// <summary>The rounds of one fault on one site.</summary>
    public static Task RunAsync(string fault, Func<Round, Site, Task> inject, Func<Site, Task>? prepare = null) => Site.RunAsync(async site =>
    {
        if (prepare is not null)
            await prepare(site);
        var choices = Harness.Choices(fault);
        for (var number = 1; number <= Harness.Rounds; number++)
        {
            await using var round = new Round(site, fault, number, choices);
            await round.RunAsync(() => inject(round, site));
        }
    });

    /// <summary>When the fault began, by the machine's clock.</summary>
    public DateTimeOffset FaultAt { get; private set; }

    public EventFile Events => _events;

    public FunctionId Function => _function;

    public Random Choices => choices;

    /// <summary>A check for when every outcome has come.</summary>
    public void AfterOutcomes(Func<Task> check) => _afterOutcomes = check;

    /// <summary>A task that a process outside submitted: it is checked with the rest.</summary>
    public void Adopt(int taskNumber, TaskId id)
    {
        lock (_tasks)
            _tasks.Add(new TrackedTask(taskNumber, _clients[0].GetTask(id), AtMostOnce: false));
    }

    /// <summary>No task started more often than once and once more for each recorded loss; none that must not start twice did.</summary>
    public static async Task CheckStartsAsync(Site site, EventFile events, IReadOnlyCollection<(TaskId Id, int Number, bool AtMostOnce)> tasks)
    {
        var starts = events.Starts();
        var losses = await site.Database.LossesAsync(tasks.Select(t => t.Id).ToList());
        foreach (var (id, taskNumber, atMostOnce) in tasks)
        {
            var (started, most) = (starts.GetValueOrDefault(taskNumber), atMostOnce ? 1 : 1 + losses.GetValueOrDefault(id));
            Assert.True(started <= most, $"task {id} (number {taskNumber}{(atMostOnce ? ", at most once" : "")}): expected at most {most} starts, actual {started}; recorded losses {losses.GetValueOrDefault(id)}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _events.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(Func<Task> inject)
    {
        _clients = [await site.ConnectAsync(), await site.ConnectAsync(toStranger: true)];
        _function = await _clients[0].RegisterFunctionAsync("tracked", EventFile.Source);
        var moment = choices.Next(30, 450);
        var submitting = Enumerable.Range(0, Clients).Select(SubmitAsync).ToList();
        await _progress.ReachAsync(moment).WithinAsync(FaultBound, "clients", $"{fault}, before the fault", $"{moment} outcomes", () => $"{_progress.Count} outcomes");
        _progress.MarkFault();
        FaultAt = TimeProvider.System.GetUtcNow();
        await inject();
        await Task.WhenAll(submitting).WithinAsync(OutcomeBound, "clients", $"{fault}, submitting", $"{Clients * Waves * PerWave} submissions", () => $"{_tasks.Count} acknowledged");
        await CheckOutcomesAsync();
        await _afterOutcomes();
        var losses = await CheckRowsAsync();
        await CheckHealthAsync();
        Harness.Say($"{fault} {number}: after {moment} outcomes; {_tasks.Count} acknowledged, {_unacknowledged.Count} not; {losses} losses recorded; longest gap {_progress.LongestGap.TotalSeconds:0.0} s");
        FaultTable.Add(fault, _tasks.Count, losses, _progress.LongestGap);
    }

    private async Task SubmitAsync(int client)
    {
        for (var wave = 0; wave < Waves; wave++)
        {
            // Later waves meet the fault and what follows it.
            await _progress.ReachAsync(wave * 60).WithinAsync(OutcomeBound, $"client {client}", $"{fault}, wave {wave}", $"{wave * 60} outcomes", () => $"{_progress.Count} outcomes, {_tasks.Count} acknowledged");
            var first = (((client * Waves) + wave) * PerWave) + 1;
            await Task.WhenAll(Enumerable.Range(first, PerWave).Select(i => SubmitOneAsync(_clients[client], i)));
        }
    }

    private async Task SubmitOneAsync(FuncXClient client, int taskNumber)
    {
        var atMostOnce = taskNumber % AtMostOnceEvery == 0;
        TaskHandle handle;
        try
        {
            handle = await client.SubmitPackedAsync(
                site.Endpoint, _function, Payloads.Pack([taskNumber, _events.FullPath, TrackedTask.Seconds]), new SubmitOptions { AtMostOnce = atMostOnce });
        }
        catch (Exception e) when (e is FuncXException or TimeoutException or OrleansException)
        {
            lock (_tasks)
                _unacknowledged.Add(e.Message);
            return;
        }
        lock (_tasks)
            _tasks.Add(new TrackedTask(taskNumber, handle, atMostOnce));
        _ = handle.GetOutcomeAsync().ContinueWith(_ => _progress.Add(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private async Task CheckOutcomesAsync()
    {
        // The client rides out every one of these faults: what it gives up is a defect.
        Assert.True(_unacknowledged.Count == 0, $"clients, {fault}: expected every submission acknowledged, actual {_unacknowledged.Count} given up: {_unacknowledged.FirstOrDefault()}");
        var outcomes = _tasks.ConvertAll(t => t.Handle.GetOutcomeAsync());
        var open = await site.Database.DescribeOpenAsync();
        await Task.WhenAll(outcomes).WithinAsync(OutcomeBound, "tasks", $"{fault}, waiting for outcomes", $"{_tasks.Count} outcomes", () => $"{outcomes.Count(o => o.IsCompleted)} outcomes; at the start of the wait {open}");
        var losses = await site.Database.LossesAsync(_tasks.ConvertAll(t => t.Handle.Id));
        foreach (var (task, waited) in _tasks.Zip(outcomes))
        {
            var outcome = await waited;
            var isRight = outcome.State == TaskState.Success && Payloads.Read<long>(outcome.Result!) == task.Expected;
            var mayFail = task.AtMostOnce && outcome.Failure?.Kind is TaskFailureKind.WorkerLost or TaskFailureKind.AgentLost && losses.ContainsKey(outcome.Id);
            Assert.True(isRight || mayFail, $"task {outcome.Id} (number {task.Number}{(task.AtMostOnce ? ", at most once" : "")}), {fault}: expected {task.Expected}, actual {outcome.State} {outcome.Failure?.Kind} {outcome.Failure?.Message}");
        }
    }

    private async Task<int> CheckRowsAsync()
    {
        var ids = _tasks.ConvertAll(t => t.Handle.Id);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.Count, await site.Database.CountAsync("tasks", "id", ids));
        Assert.Equal(ids.Count, await site.Database.CountAsync("outcomes", "task_id", ids));
        await CheckStartsAsync(site, _events, _tasks.ConvertAll(t => (t.Handle.Id, t.Number, t.AtMostOnce)));
        return (await site.Database.LossesAsync(ids)).Values.Sum();
    }

    private async Task CheckHealthAsync()
    {
        foreach (var (client, i) in _clients.Select((c, i) => (c, i)))
        {
            var probe = 100_000 + i;
            var task = await client.SubmitAsync(site.Endpoint, _function, probe, _events.FullPath, 0).WithinAsync(HealthBound, $"client {i}", $"{fault}, afterwards", "an acknowledgement");
            var value = await task.GetResultAsync<long>().WithinAsync(HealthBound, $"task {task.Id}", $"{fault}, afterwards", "its value");
            Assert.Equal(((long)probe * probe) + 1, value);
        }
        Assert.True((await _clients[0].GetEndpointAsync(site.Endpoint)).IsOnline, $"endpoint, {fault}, afterwards: expected online, actual offline");
        await site.UntilWorkersAsync(HealthBound, $"{fault}, afterwards");
    }
}
