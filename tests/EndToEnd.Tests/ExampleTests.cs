using FuncX.Actors.Client;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>The examples of the README and of quickstart, by value.</summary>
public sealed class ExampleTests(Site site)
{
    [Fact]
    public async Task HelloWorld_SaysHello() =>
        Assert.Equal("Hello World!", Payloads.Read<string>((await site.RunAsync("hello_world", "def hello_world():\n    return \"Hello World!\"\n")).Result!));

    [Fact]
    public async Task FuncxSum_OfOneToFive_Is15() =>
        Assert.Equal(15, Payloads.Read<int>((await site.RunAsync("funcx_sum", "def funcx_sum(items):\n    return sum(items)\n", new[] { 1, 2, 3, 4, 5 })).Result!));

    // Computed once, apart from the code under test, with awk over the file.
    [Theory]
    [InlineData("date", "text", "2012-01-01", "2015-12-31", null)]
    [InlineData("precipitation", "number", "0.0", "55.9", 3.029432)]
    [InlineData("temp_max", "number", "-1.6", "35.6", 16.439083)]
    [InlineData("temp_min", "number", "-7.1", "18.3", 8.234771)]
    [InlineData("wind", "number", "0.4", "9.5", 3.241136)]
    [InlineData("weather", "text", "drizzle", "sun", null)]
    public async Task ColumnMetadata_OfSeattleWeather_IsKnown(string column, string type, string min, string max, double? mean)
    {
        var csv = await File.ReadAllTextAsync(Path.Combine(Programs.Samples, "data", "seattle-weather.csv"));
        var source = await File.ReadAllTextAsync(Path.Combine(Programs.Samples, "column_metadata.py"));

        var found = Payloads.Read<System.Text.Json.JsonElement>((await site.RunAsync("column_metadata", source, csv, column)).Result!);

        Assert.Equal((type, min, max), (found.GetProperty("type").GetString(), found.GetProperty("min").GetString(), found.GetProperty("max").GetString()));
        Assert.Equal((1461, 0), (found.GetProperty("count").GetInt32(), found.GetProperty("missing").GetInt32()));
        if (mean is { } number)
            Assert.Equal(number, found.GetProperty("mean").GetDouble(), 6);
        else
            Assert.Equal(System.Text.Json.JsonValueKind.Null, found.GetProperty("mean").ValueKind);
    }

    [Fact]
    public async Task Divide_ByZero_BringsTheRemoteTraceback()
    {
        var task = await site.SubmitAsync("divide", "def divide(a, b):\n    return a / b\n", 1, 0);

        var failed = await Assert.ThrowsAsync<TaskFailedException>(() => task.GetResultAsync<double>());

        Assert.Equal((TaskFailureKind.UserException, "ZeroDivisionError", "division by zero"), (failed.Failure!.Kind, failed.Failure.RemoteType, failed.Failure.Message));
        Assert.StartsWith("Traceback (most recent call last):\n", failed.Failure.Traceback, StringComparison.Ordinal);
        Assert.Contains("in divide\n    return a / b\n", failed.Failure.Traceback, StringComparison.Ordinal);
        Assert.EndsWith("ZeroDivisionError: division by zero\n", failed.Failure.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("worker.py", failed.Failure.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OfAThousand_BringsEveryValueOnce()
    {
        var function = await site.Client.RegisterFunctionAsync("f", "def f(i):\n    return i * i + 1\n");
        var batch = await site.Client.CreateBatchAsync("thousand");
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var submission = await batch.SubmitAsync(site.Endpoint, function, Enumerable.Range(0, 1000).Select(i => new object?[] { i }));
        var values = new Dictionary<TaskId, long>();
        await foreach (var outcome in batch.ReadResultsAsync(null, bound.Token))
            values.Add(outcome.Id, Payloads.Read<long>(outcome.Result!));

        Assert.Empty(submission.Refused);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => ((long)i * i) + 1), submission.Ids.Select(id => values[id]));
        Assert.Equal((1000, 1000), ((await batch.GetProgressAsync()).Submitted, (await batch.GetProgressAsync()).Succeeded));
    }

    [Fact]
    public async Task TaskHandle_RebuiltFromItsIdInAnotherClient_HasTheResult()
    {
        var task = await site.SubmitAsync("f", "def f():\n    return 7\n");
        await using var other = await FuncXClient.ConnectAsync(Site.OptionsOf(site.Place.Data));

        Assert.Equal(7, await other.GetTask(task.Id).GetResultAsync<int>());
    }
}
