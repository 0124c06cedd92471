using System.Diagnostics;
using System.Text.Json;
using FuncX.Actors;
using FuncX.Actors.Benchmarks.Load;
using FuncX.Actors.Client;
using Npgsql;

const string Noop = "def noop(i):\n    return i\n";
LoadOptions options;
try
{
    options = LoadOptions.Parse(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine("bench tasks: " + e.Message);
    return 64;
}
var figures = new Figures();
var yardsticks = new List<(double Rate, double Cpu)>();
await YardstickAsync();

await using (var site = await Site.StartAsync(options))
{
    await using var source = new NpgsqlDataSourceBuilder(site.Database).Build();
    var database = new Database(source, site.Data);
    await database.CheckDurableAsync();
    Console.WriteLine($"fdatasync p50                 {database.MeasureSync(),10:0.000} ms");
    figures.CommitP50 = await database.MeasureCommitAsync();
    Console.WriteLine($"one-row commit p50            {figures.CommitP50,10:0.000} ms");
    await database.FillAsync(options.Rows, EndpointId.New());
    Console.WriteLine($"finished tasks in the tables  {options.Rows,10:N0}");

    await using var client = await FuncXClient.ConnectAsync(site.ClientOptions);
    var noop = await client.RegisterFunctionAsync("noop", Noop);
    await ThroughputAsync(client, site, noop, 2_000); // warm
    await ThroughputAsync(client, site, noop, 2_000);
    await LatencyAsync(client, site, noop, 100, i => i);

    var legs = new List<(double Submitted, double Started, double Ended, double Known)>();
    var latencies = await LatencyAsync(client, site, noop, options.Calls, i => i, legs);
    (figures.P50, figures.P95, figures.P99) = (Database.Percentile(latencies, 0.5), Database.Percentile(latencies, 0.95), Database.Percentile(latencies, 0.99));
    Console.WriteLine($"sequential p50 / p95 / p99    {figures.P50,10:0.000} / {figures.P95:0.000} / {figures.P99:0.000} ms");

    PrintLeg("submit is acknowledged", legs.ConvertAll(l => l.Submitted));
    PrintLeg("the worker starts", legs.ConvertAll(l => l.Started));
    PrintLeg("the worker has ended", legs.ConvertAll(l => l.Ended));
    PrintLeg("the client knows", legs.ConvertAll(l => l.Known));

    var rounds = new List<Run>();
    for (var i = 0; i < options.Rounds; i++)
        rounds.Add(await ThroughputAsync(client, site, noop, options.Tasks));
    var median = rounds.OrderBy(r => r.Rate).ElementAt(rounds.Count / 2);
    var cpu = rounds.OrderBy(r => r.CpuPer1000).ElementAt(rounds.Count / 2);
    figures.TasksPerSecond = median.Rate;
    figures.CpuPer1000 = cpu.CpuPer1000;
    figures.CpuByProcess = cpu.ByProcess;
    Console.WriteLine($"{options.Tasks,6:N0} tasks                  {median.Rate,10:N0} tasks/s, {cpu.CpuPer1000:0.000} CPU-s per 1,000");
    foreach (var (name, seconds) in cpu.ByProcess)
        Console.WriteLine($"    {name,-24} {seconds,10:0.0000} CPU-s per 1,000");
    if (options.ManyTasks > 0)
    {
        var many = await ThroughputAsync(client, site, noop, options.ManyTasks);
        figures.ManyTasksPerSecond = many.Rate;
        Console.WriteLine($"{options.ManyTasks,6:N0} tasks                  {many.Rate,10:N0} tasks/s, {many.CpuPer1000:0.000} CPU-s per 1,000");
    }
    figures.Echo1kB = Database.Percentile(await LatencyAsync(client, site, noop, 100, _ => new string('x', 1_000)), 0.5);
    figures.Echo100kB = Database.Percentile(await LatencyAsync(client, site, noop, 100, _ => new string('x', 100_000)), 0.5);
    Console.WriteLine($"echo p50 1 kB / 100 kB        {figures.Echo1kB,10:0.000} / {figures.Echo100kB:0.000} ms");

    figures.RestMb = site.Meter.MemoryMb("silo") + site.Meter.MemoryMb("agent") + site.Meter.MemoryMb("workers");
    Console.WriteLine($"silo + agent + workers        {figures.RestMb,10:0} MB after the runs");
    await MapAsync(client, site);
    var counts = await database.CountAsync(noop);
    Console.WriteLine($"rows: tasks {counts.Tasks:N0}, outcomes {counts.Outcomes:N0}");
    if (counts.Tasks != counts.Outcomes)
        throw new InvalidOperationException("There are not as many outcomes as tasks.");

    if (options.Queued > 0)
        await QueuedAsync(client, site, noop);
}

await YardstickAsync();
figures.YardstickTasksPerSecond = yardsticks.Average(y => y.Rate);
figures.YardstickCpuPer1000 = yardsticks.Average(y => y.Cpu);
figures.Ratio = figures.TasksPerSecond / figures.YardstickTasksPerSecond;
Console.WriteLine($"yard-stick                    {figures.YardstickTasksPerSecond,10:N0} tasks/s, {figures.YardstickCpuPer1000:0.000} CPU-s per 1,000");
Console.WriteLine($"ratio to the yard-stick       {figures.Ratio,10:0.00}");
if (options.Json is { } path)
    figures.Write(path);
return 0;

static void PrintLeg(string what, List<double> times) =>
    Console.WriteLine($"    until {what,-24} {Database.Percentile(times, 0.5),8:0.000} / {Database.Percentile(times, 0.95):0.000} / {Database.Percentile(times, 0.99):0.000} ms");

async Task YardstickAsync()
{
    using var json = JsonDocument.Parse(await PythonAsync("5000", "300"));
    yardsticks.Add((json.RootElement.GetProperty("tasks_per_s").GetDouble(), json.RootElement.GetProperty("cpu_s_per_1000").GetDouble()));
}

// Each task has its own id, its own argument that comes back as its result, its own SubmitAsync; every value is checked.
async Task<Run> ThroughputAsync(FuncXClient client, Site site, FunctionId function, int count)
{
    var before = site.Meter.Read();
    var started = Stopwatch.GetTimestamp();
    var tasks = new Task[count];
    for (var i = 0; i < count; i++)
        tasks[i] = OneAsync(i);
    await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromMinutes(5));
    var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    var after = site.Meter.Read();
    var byProcess = after.ToDictionary(a => a.Key, a => (a.Value - before[a.Key]) / count * 1000);
    return new Run(count / seconds, byProcess.Values.Sum(), byProcess);

    async Task OneAsync(int i)
    {
        var task = await client.SubmitAsync(site.Endpoint, function, i);
        var result = await task.GetResultAsync<int>();
        if (result != i)
            throw new InvalidOperationException($"Task {task.Id} returned {result}, not {i}.");
    }
}

async Task MapAsync(FuncXClient client, Site site)
{
    const int count = 1_000_000;
    var random = new Random(20_260_101);
    var items = Enumerable.Range(0, count).Select(_ => random.NextInt64(1L << 62)).ToArray();
    var flip = new MapFunction("flip", "def flip(x):\n    return x ^ 1\n");
    var rates = new List<double>();
    var chunk = 0;
    for (var i = 0; i < options.Rounds; i++)
    {
        var started = Stopwatch.GetTimestamp();
        var map = await client.MapAsync<long, long>(site.Endpoint, flip, items);
        rates.Add(count / Stopwatch.GetElapsedTime(started).TotalSeconds);
        chunk = count / map.Chunks;
        for (var k = 0; k < count; k++)
        {
            if (map.Values[k] != (items[k] ^ 1))
                throw new InvalidOperationException($"Item {k} came back as {map.Values[k]}.");
        }
    }
    figures.MapInnerCalls = Database.Percentile(rates, 0.5);
    using var json = JsonDocument.Parse(await PythonAsync("map", $"{count}", $"{chunk}"));
    figures.MapRatio = figures.MapInnerCalls / json.RootElement.GetProperty("calls_per_s").GetDouble();
    Console.WriteLine($"map over 1,000,000 integers   {figures.MapInnerCalls,10:N0} calls/s in chunks of about {chunk:N0}; {figures.MapRatio:0.00} x pool.map");
}

async Task<string> PythonAsync(params string[] arguments)
{
    var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "yardstick.py"), .. arguments]) { RedirectStandardOutput = true };
    using var python = Process.Start(start) ?? throw new InvalidOperationException("/usr/bin/python3 did not start.");
    var output = await python.StandardOutput.ReadToEndAsync();
    await python.WaitForExitAsync();
    return output;
}

async Task<List<double>> LatencyAsync<T>(FuncXClient client, Site site, FunctionId function, int count, Func<int, T> argument, List<(double Submitted, double Started, double Ended, double Known)>? legs = null)
{
    var times = new List<double>(count);
    for (var i = 0; i < count; i++)
    {
        var value = argument(i);
        var began = TimeProvider.System.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        var task = await client.SubmitAsync(site.Endpoint, function, value);
        var submitted = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var result = await task.GetResultAsync<T>();
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        var outcome = await task.GetOutcomeAsync();
        legs?.Add((submitted, (outcome.StartedAt!.Value - began).TotalMilliseconds, (outcome.EndedAt!.Value - began).TotalMilliseconds, times[^1]));
        if (!Equals(result, value))
            throw new InvalidOperationException($"Task {task.Id} returned something else than it was given.");
    }
    return times;
}

async Task QueuedAsync(FuncXClient client, Site site, FunctionId function)
{
    await site.StopAgentAsync();
    var before = site.Meter.MemoryMb("silo");
    var batch = await client.CreateBatchAsync("queued");
    var argument = new string('x', 1_000);
    await batch.SubmitAsync(site.Endpoint, function, Enumerable.Range(0, options.Queued).Select(_ => new object?[] { argument }));
    figures.QueuedGrowthMb = (site.Meter.MemoryMb("silo") - before) * 100_000 / options.Queued;
    Console.WriteLine($"{options.Queued,7:N0} queued of 1 kB        {figures.QueuedGrowthMb,10:0} MB more in the silo, scaled to 100,000");
}

internal sealed record Run(double Rate, double CpuPer1000, Dictionary<string, double> ByProcess);
