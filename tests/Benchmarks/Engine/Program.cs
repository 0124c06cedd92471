using System.Diagnostics;
using System.Globalization;
using FuncX.Actors.Benchmarks.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// "silo" is the other process of the TCP measurements: it prints its port and stops when its input ends.
if (args is ["silo"])
{
    using var child = CreateSilo();
    await child.StartAsync();
    Console.WriteLine(PortOf(child));
    await Console.In.ReadLineAsync();
    await child.StopAsync();
    return;
}

var seconds = args is [var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 3;
var duration = TimeSpan.FromSeconds(seconds);
Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {seconds.ToString(CultureInfo.InvariantCulture)} s each; CPU is this process' only");

var start = Stopwatch.GetTimestamp();
using var silo = CreateSilo();
await silo.StartAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"silo start, first in the process",-34} {Stopwatch.GetElapsedTime(start).TotalMilliseconds,8:N0} ms"));
start = Stopwatch.GetTimestamp();
using (var second = CreateSilo(filtered: true))
{
    await second.StartAsync();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"silo start, second",-34} {Stopwatch.GetElapsedTime(start).TotalMilliseconds,8:N0} ms"));
    var filtered = second.Services.GetRequiredService<IGrainFactory>();
    var probed = Enumerable.Range(0, 100).Select(i => filtered.GetGrain<IPingGrain>(i)).ToArray();
    await Measurement.RunAsync("in-silo, filter in and out, 1", 1, duration, _ => probed[0].PingAsync(1));
    await Measurement.RunAsync("in-silo, filter in and out, 100", 100, duration, i => probed[i].PingAsync(1));
    await second.StopAsync();
}

var local = silo.Services.GetRequiredService<IGrainFactory>();
var grains = Enumerable.Range(0, 100).Select(i => local.GetGrain<IPingGrain>(i)).ToArray();
await Measurement.RunAsync("in-silo, 1 caller", 1, duration, _ => grains[0].PingAsync(1));
await Measurement.RunAsync("in-silo, 100 callers", 100, duration, i => grains[i].PingAsync(1));
var payload = new byte[1024 * 1024];
await Measurement.RunAsync("in-silo, 1 MiB", 1, duration, _ => grains[0].TakeAsync(payload));
await Measurement.RunAsync("in-silo, 1 MiB immutable", 1, duration, _ => grains[0].TakeImmutableAsync(payload));
await MeasureActivationsAsync(local);
await silo.StopAsync();

using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "silo") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
var port = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.UseOrleansClient(client => client.UseLocalhostClustering(port));
using var host = builder.Build();
await host.StartAsync();
var remote = host.Services.GetRequiredService<IClusterClient>();
grains = [.. Enumerable.Range(0, 100).Select(i => remote.GetGrain<IPingGrain>(i))];
await Measurement.RunAsync("TCP, 1 caller", 1, duration, _ => grains[0].PingAsync(1));
await Measurement.RunAsync("TCP, 100 callers", 100, duration, i => grains[i].PingAsync(1));
await Measurement.RunAsync("TCP, 1 MiB", 1, duration, _ => grains[0].TakeAsync(payload));
await Measurement.RunAsync("TCP, 1 MiB immutable", 1, duration, _ => grains[0].TakeImmutableAsync(payload));
await host.StopAsync();
await process.StandardInput.WriteLineAsync();
await process.WaitForExitAsync();

static IHost CreateSilo(bool filtered = false)
{
    var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort: 0, gatewayPort: 0);
        if (!filtered) return;
        silo.AddIncomingGrainCallFilter(static context => context.Invoke());
        silo.AddOutgoingGrainCallFilter(static context => context.Invoke());
    });
    return builder.Build();
}

static int PortOf(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint.Port;

static async Task MeasureActivationsAsync(IGrainFactory local)
{
    const int Count = 100_000;
    await ActivateAsync(local, 1_000_000, 5_000);
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var cpu = Environment.CpuUsage.TotalTime;
    var start = Stopwatch.GetTimestamp();
    await ActivateAsync(local, 2_000_000, Count);
    var elapsed = Stopwatch.GetElapsedTime(start);
    var used = Environment.CpuUsage.TotalTime - cpu;
    var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{"activation, first call",-34} {Count / elapsed.TotalSeconds,11:N0}/s   {string.Empty,14}   {used.TotalMicroseconds / Count,7:N2} us CPU   {bytes,6:N0} B kept"));
}

static async Task ActivateAsync(IGrainFactory local, long first, int count)
{
    for (var i = 0; i < count; i++) await local.GetGrain<IPingGrain>(first + i).PingAsync(1);
}
