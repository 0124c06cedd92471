using System.Diagnostics;
using System.Globalization;

namespace FuncX.Actors.Benchmarks.Engine;

/// <summary>Runs an operation from several callers for a while and prints rate, latency and this process' CPU time per operation.</summary>
internal static class Measurement
{
    internal static async Task RunAsync(string name, int callers, TimeSpan duration, Func<int, Task> operation)
    {
        await LoopAsync(callers, duration / 2, operation);
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        var samples = await LoopAsync(callers, duration, operation);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var count = samples.Sum(static list => list.Count);
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / Math.Max(1, count);
        var latencies = samples.SelectMany(static list => list.Ticks).Order().ToArray();
        var p50 = latencies.Length == 0 ? 0 : Stopwatch.GetElapsedTime(0, latencies[latencies.Length / 2]).TotalMicroseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} {count / elapsed.TotalSeconds,11:N0}/s   p50 {p50,8:N1} us   {used.TotalMicroseconds / count,7:N2} us CPU   {bytes,6:N0} B"));
    }

    private static Task<Samples[]> LoopAsync(int callers, TimeSpan duration, Func<int, Task> operation)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        return Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var samples = new Samples();
            while (true)
            {
                var begin = Stopwatch.GetTimestamp();
                if (begin >= end) return samples;
                await operation(caller);
                samples.Add(Stopwatch.GetTimestamp() - begin);
            }
        })));
    }

    /// <summary>Counts all, keeps the latency of every sixteenth: keeping all would cost as much as the call.</summary>
    private sealed class Samples
    {
        internal List<long> Ticks { get; } = new(4096);

        internal long Count { get; private set; }

        internal void Add(long ticks)
        {
            if ((Count++ & 15) == 0) Ticks.Add(ticks);
        }
    }
}
