using System.Globalization;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Faults.Tests;

/// <summary>A client in a process of its own, so that it can be killed: it prints each task when its submission is acknowledged.</summary>
internal static class SubmittingClient
{
    public const string Word = "submitting-client";
    public const string Acknowledged = "acknowledged";

    public static string[] Arguments(EndpointId endpoint, FunctionId function, string events, int first, int count) =>
        [Word, endpoint.ToString(), function.ToString(), events, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)];

    public static async Task<int> RunAsync(string[] args)
    {
        var (endpoint, function, events) = (EndpointId.Parse(args[0]), FunctionId.Parse(args[1]), args[2]);
        var (first, count) = (int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture));
        await using var client = await FuncXClient.ConnectAsync(ClientSettings.Load());
        for (var i = first; i < first + count; i++)
        {
            var task = await client.SubmitAsync(endpoint, function, i, events, TrackedTask.Seconds);
            Console.WriteLine($"{Acknowledged} {task.Id} {i}");
        }
        Console.WriteLine("all submitted");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System); // until it is killed
        return 0;
    }
}
