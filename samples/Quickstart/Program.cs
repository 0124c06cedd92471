using System.Runtime.InteropServices;
using FuncX.Actors;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.Samples.Quickstart;

var once = args.Contains("--once");
string Value(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{name} is missing.");

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    await using var site = await Site.StartAsync(Value("--silo"), Value("--agent"), Value("--data"), Value("--gateway-port"), stop.Token);
    var options = site.ClientOptions;
    await using var client = await FuncXClient.ConnectAsync(options, null, stop.Token);
    var passed = await new Examples(client, site.Endpoint, Value("--samples")).RunAsync(stop.Token);
    Console.WriteLine(passed ? "All results are right." : "SOME RESULTS ARE WRONG: see above.");
    if (once || !passed)
        return passed ? 0 : 1;
    site.PrintWhereToGoNext();
    await site.UntilStoppedAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception e) when (e is SiteException or FuncXException or FuncXConnectionException or TaskFailedException or SubmitRefusedException or TimeoutException or ArgumentException)
{
    Console.Error.WriteLine("quickstart: " + e.Message);
    return 1;
}
