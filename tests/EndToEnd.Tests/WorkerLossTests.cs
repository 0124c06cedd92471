using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FuncX.Actors.Client;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>A worker that is killed from outside while it runs a task.</summary>
public sealed class WorkerLossTests(Site site)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Worker_KilledInMidRun_IsNoticedWithinASecondAndTheTaskRunsAgain()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var task = await site.SubmitAsync("meet", """
            def meet(port):
                import os, socket
                with socket.create_connection(("127.0.0.1", port)) as s:
                    s.sendall(b"%d\n" % os.getpid())
                    return s.recv(100).decode()
            """, ((IPEndPoint)listener.LocalEndpoint).Port);
        using var first = await listener.AcceptTcpClientAsync().WaitAsync(Bound);
        var pid = await ReadPidAsync(first);
        var killed = Stopwatch.GetTimestamp();

        using (var worker = Process.GetProcessById(pid))
            worker.Kill();
        using var second = await listener.AcceptTcpClientAsync().WaitAsync(Bound);
        var noticed = Stopwatch.GetElapsedTime(killed);
        await second.GetStream().WriteAsync("again"u8.ToArray());
        using var bound = new CancellationTokenSource(Bound);
        var outcome = await task.GetOutcomeAsync(bound.Token);

        Assert.Equal("again", Payloads.Read<string>(outcome.Result!));
        Assert.NotEqual(pid, await ReadPidAsync(second));
        var lost = Assert.Single((await task.GetStatusAsync()).Attempts, a => a.Event == AttemptEvent.Lost);
        Assert.Contains("signal 9", lost.Reason, StringComparison.Ordinal);
        // Promised: noticed within 1 s; threefold for a busy machine.
        Assert.True(noticed < TimeSpan.FromSeconds(3), $"the second attempt began {noticed.TotalSeconds:0.00} s after the kill");
    }

    private static async Task<int> ReadPidAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        return int.Parse((await reader.ReadLineAsync().WaitAsync(Bound))!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
