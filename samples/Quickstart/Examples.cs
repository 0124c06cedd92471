using System.Diagnostics;
using System.Text.Json;
using FuncX.Actors.Client;

namespace FuncX.Actors.Samples.Quickstart;

/// <summary>The examples: each prints its result and its time, and says whether the result is right.</summary>
internal sealed class Examples(FuncXClient client, EndpointId endpoint, string samples)
{
    private const int BatchTasks = 1_000;
    private static readonly int[] Items = [1, 2, 3, 4, 5];
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private bool _passed = true;

    /// <summary>Runs them all; false if any result is wrong.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(Bound);
        await HelloAsync(bound.Token);
        await SumAsync(bound.Token);
        await MetadataAsync(bound.Token);
        await ExceptionAsync(bound.Token);
        await BatchAsync(bound.Token);
        return _passed;
    }

    private async Task HelloAsync(CancellationToken stop)
    {
        var hello = await client.RegisterFunctionAsync("hello_world", """
            def hello_world():
                return "Hello World!"
            """, cancellationToken: stop);
        var started = Stopwatch.GetTimestamp();
        var task = await client.SubmitAsync(endpoint, hello);
        var result = await task.GetResultAsync<string>(stop);
        Check("hello_world()", result == "Hello World!", $"{result}", started);
    }

    private async Task SumAsync(CancellationToken stop)
    {
        var sum = await client.RegisterFunctionAsync("funcx_sum", """
            def funcx_sum(items):
                return sum(items)
            """, cancellationToken: stop);
        var started = Stopwatch.GetTimestamp();
        var task = await client.SubmitAsync(endpoint, sum, Items);
        var result = await task.GetResultAsync<long>(stop);
        Check("funcx_sum([1, 2, 3, 4, 5])", result == 15, $"{result}", started);
    }

    private async Task MetadataAsync(CancellationToken stop)
    {
        var path = Path.Combine(samples, "data", "seattle-weather.csv");
        var csv = await File.ReadAllTextAsync(path, stop);
        var extract = await client.RegisterFunctionAsync("column_metadata", await File.ReadAllTextAsync(Path.Combine(samples, "column_metadata.py"), stop), cancellationToken: stop);
        var columns = csv.Split('\n', 2)[0].Trim().Split(',');
        var started = Stopwatch.GetTimestamp();
        var tasks = await Task.WhenAll(columns.Select(column => client.SubmitAsync(endpoint, extract, csv, column)));
        var found = await Task.WhenAll(tasks.Select(task => task.GetResultAsync<ColumnMetadata>(stop)));
        var expected = columns.Select((_, i) => ColumnMetadata.Of(csv, i)).ToList();
        Check($"metadata of {Path.GetFileName(path)}, one task per column", found.SequenceEqual(expected), $"{columns.Length} columns, {found[0]?.Count:N0} rows", started);
        Console.WriteLine($"    {"column",-14} {"type",-7} {"min",-11} {"max",-11} {"mean",9} {"missing",8}");
        foreach (var (column, m) in columns.Zip(found))
            Console.WriteLine($"    {column,-14} {m!.Type,-7} {m.Min,-11} {m.Max,-11} {(m.Mean is { } mean ? $"{mean:0.000}" : "-"),9} {m.Missing,8}");
    }

    private async Task ExceptionAsync(CancellationToken stop)
    {
        var divide = await client.RegisterFunctionAsync("divide", """
            def divide(a, b):
                return a / b
            """, cancellationToken: stop);
        var started = Stopwatch.GetTimestamp();
        var task = await client.SubmitAsync(endpoint, divide, 1, 0);
        var outcome = await task.GetOutcomeAsync(stop);
        var isRight = outcome.Failure is { Kind: TaskFailureKind.UserException, RemoteType: "ZeroDivisionError" } && outcome.Failure.Traceback!.Contains("return a / b", StringComparison.Ordinal);
        Check("divide(1, 0) raises", isRight, $"{outcome.Failure?.RemoteType}", started);
        Console.WriteLine("    " + Text.Printable(outcome.Failure?.Traceback).TrimEnd().Replace("\n", "\n    ", StringComparison.Ordinal));
    }

    private async Task BatchAsync(CancellationToken stop)
    {
        var square = await client.RegisterFunctionAsync("f", """
            def f(i):
                return i * i + 1
            """, cancellationToken: stop);
        var started = Stopwatch.GetTimestamp();
        var batch = await client.CreateBatchAsync("quickstart", stop);
        var submission = await batch.SubmitAsync(endpoint, square, Enumerable.Range(0, BatchTasks).Select(i => new object?[] { i }), cancellationToken: stop);
        var index = submission.Ids.Select((id, i) => (id, i)).ToDictionary(x => x.id, x => (long)x.i);
        var right = 0;
        await foreach (var outcome in batch.ReadResultsAsync(BatchTasks, stop))
        {
            if (outcome.State == TaskState.Success && index.Remove(outcome.Id, out var i) && Payloads.Read<long>(outcome.Result!) == (i * i) + 1)
                right++;
        }
        var elapsed = Stopwatch.GetElapsedTime(started);
        Check($"batch of {BatchTasks:N0} tasks f(i) = i*i + 1", right == BatchTasks && submission.Refused.Count == 0, $"{right:N0} right values, {BatchTasks / elapsed.TotalSeconds:N0} tasks/s", started);
    }

    private void Check(string what, bool isRight, string result, long started)
    {
        _passed &= isRight;
        Console.WriteLine($"{(isRight ? "ok   " : "WRONG")} {what} -> {Text.Printable(result)}   ({Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms)");
    }
}
