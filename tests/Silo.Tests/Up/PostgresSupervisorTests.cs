using System.Diagnostics;
using FuncX.Actors.Silo.Up;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FuncX.Actors.Silo.Tests.Up;

/// <summary>A real server in a directory of its own for each test.</summary>
[Trait("Category", "Integration")]
public sealed class PostgresSupervisorTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static int _count;
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"funcx-up-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");

    public void Dispose()
    {
        foreach (var id in ServerProcesses.Of(Path.Combine(_root, "pg")))
        {
            ServerProcesses.Signal(id, ServerProcesses.Kill);
        }

        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    [Fact]
    public async Task StartAsync_EmptyDirectoryThenAgain_KeepsDataAndLeavesNoProcess()
    {
        await using (var first = await StartedAsync())
        {
            Assert.Equal(PostgresState.Ready, first.State);
            await PostgresFixture.ExecuteAsync(first.ConnectionString, "create table kept as select 42 as n");
            Assert.Equal("on", await PostgresFixture.ScalarAsync<string>(first.ConnectionString, "show fsync"));
            Assert.Equal(string.Empty, await PostgresFixture.ScalarAsync<string>(first.ConnectionString, "show listen_addresses"));
        }

        Assert.Empty(ServerProcesses.Of(Path.Combine(_root, "pg")));
        await using var second = await StartedAsync();
        Assert.Equal(42, await PostgresFixture.ScalarAsync<int>(second.ConnectionString, "select n from kept"));
    }

    [Fact]
    public async Task Watch_PostmasterKilledWithBusyBackend_IsBackWithCommittedRows()
    {
        await using var server = await StartedAsync();
        await PostgresFixture.ExecuteAsync(server.ConnectionString, "create table kept as select 7 as n");
        await using var busy = new NpgsqlConnection(server.ConnectionString);
        await busy.OpenAsync(TestContext.Current.CancellationToken);
        await using var endless = new NpgsqlCommand("select count(*) from generate_series(1, 100000000000)", busy);
        var orphan = endless.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        var killed = server.ProcessId;
        var back = Arm(server, PostgresState.Ready);

        ServerProcesses.Signal(killed, ServerProcesses.Kill);

        await back.WaitAsync(Bound, TestContext.Current.CancellationToken);
        Assert.NotEqual(killed, server.ProcessId);
        Assert.Equal(7, await PostgresFixture.ScalarAsync<int>(server.ConnectionString, "select n from kept"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => orphan);
    }

    [Fact]
    public async Task StartAsync_ServerAlreadyRuns_AttachesAndRestartsItWhenKilled()
    {
        var left = await StartedAsync(stopsServer: false);
        var running = left.ProcessId;
        await left.DisposeAsync();

        await using var next = await StartedAsync();
        Assert.Equal(running, next.ProcessId);

        var back = Arm(next, PostgresState.Ready);
        ServerProcesses.Signal(running, ServerProcesses.Kill);
        await back.WaitAsync(Bound, TestContext.Current.CancellationToken);
        Assert.NotEqual(running, next.ProcessId);
        Assert.Equal(1, await PostgresFixture.ScalarAsync<int>(next.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task StartAsync_SecondSupervisor_SaysWhoHasIt()
    {
        await using var first = await StartedAsync();
        await using var second = Create();

        var error = await Assert.ThrowsAsync<PostgresSetupException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresSetupError.AlreadySupervised, error.Error);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.Equal(PostgresState.Ready, first.State);
    }

    [Fact]
    public async Task StartAsync_BadSetting_FailsAtOnceWithTheLogsWords()
    {
        await using var server = Create(new Dictionary<string, string> { ["shared_buffers"] = "lots" });
        var begin = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAsync<PostgresSetupException>(() => server.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresSetupError.StartFailed, error.Error);
        Assert.Contains("shared_buffers", error.Message, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(45), "a cause that waiting does not cure is not waited for");
        Assert.Equal(PostgresState.Failed, server.State);
    }

    [Fact]
    public async Task StartAsync_DirectoryTheServerCannotUse_IsNotWritable()
    {
        Directory.CreateDirectory(_root, Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        var options = new PostgresSupervisorOptions { DataDirectory = Path.Combine(_root, "data") };
        await using var server = new PostgresSupervisor(options, TimeProvider.System, NullLogger<PostgresSupervisor>.Instance);

        var error = await Assert.ThrowsAsync<PostgresSetupException>(() => server.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresSetupError.DirectoryNotWritable, error.Error);
        Assert.Contains("--data", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_InitWasKilledHalfway_StartsAfresh()
    {
        Directory.CreateDirectory(Path.Combine(_root, "pg.new", "base"));
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_001_001);

        await using var server = await StartedAsync();

        Assert.False(Directory.Exists(Path.Combine(_root, "pg.new")));
        Assert.Equal(1, await PostgresFixture.ScalarAsync<int>(server.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task StartAsync_ThroughALink_FindsTheServerThatRunsBehindIt()
    {
        var left = await StartedAsync(stopsServer: false);
        var running = left.ProcessId;
        await left.DisposeAsync();
        var link = _root + "-link";
        Directory.CreateSymbolicLink(link, _root);
        try
        {
            await using var next = new PostgresSupervisor(new PostgresSupervisorOptions { DataDirectory = link }, TimeProvider.System, NullLogger<PostgresSupervisor>.Instance);
            await next.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal(running, next.ProcessId);
        }
        finally
        {
            File.Delete(link);
        }
    }

    private static Task Arm(PostgresSupervisor server, PostgresState wanted)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.StateChanged += state =>
        {
            if (state == wanted)
            {
                seen.TrySetResult();
            }
        };
        return seen.Task;
    }

    private PostgresSupervisor Create(Dictionary<string, string>? settings = null, bool stopsServer = true) => new(
        new PostgresSupervisorOptions { DataDirectory = _root, Settings = settings ?? [], StopsServer = stopsServer },
        TimeProvider.System,
        NullLogger<PostgresSupervisor>.Instance);

    private async Task<PostgresSupervisor> StartedAsync(bool stopsServer = true)
    {
        var server = Create(stopsServer: stopsServer);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
