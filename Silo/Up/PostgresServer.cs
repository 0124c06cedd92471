using System.Diagnostics;
using System.Globalization;

namespace FuncX.Actors.Silo.Up;

/// <summary>One server process: a child of ours, or one that we found running.</summary>
internal sealed class PostgresServer(PostgresBinaries binaries, DataLayout layout, PostgresSupervisorOptions options, TimeProvider time)
{
    /// <summary>Only names the socket file; nothing listens on the network.</summary>
    public const int Port = 5432;

    private static readonly TimeSpan ReadyCheckInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(2);

    private Process? _child;

    public int ProcessId { get; private set; }

    public bool IsAttached => ProcessId != 0 && _child is null;

    /// <summary>False when the log names a cause that waiting does not cure.</summary>
    public bool MayRecover { get; private set; } = true;

    /// <summary>True if a server already runs on the cluster; waits until it is ready.</summary>
    public async Task<bool> TryAttachAsync(CancellationToken cancellationToken)
    {
        if (Running() is not { } running)
        {
            return false;
        }

        if (running.SocketDirectory != layout.SocketDirectory || running.Port != Port)
        {
            throw new PostgresSetupException(
                PostgresSetupError.StartFailed,
                $"PostgreSQL process {running.ProcessId} runs on {layout.Cluster} with its socket in '{running.SocketDirectory}', not in {layout.SocketDirectory}.",
                "Stop it with 'pg_ctl stop -D' on that directory first.");
        }

        ForgetChild();
        ProcessId = running.ProcessId;
        await WaitUntilReadyAsync(() => ServerProcesses.IsServerOf(running.ProcessId, layout.Cluster), 0, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends what a dead server left behind; these processes would keep the next one from starting.</summary>
    public async Task<int> EndOrphansAsync(CancellationToken cancellationToken)
    {
        var orphans = ServerProcesses.Of(layout.Cluster);
        Signal(orphans, ServerProcesses.Quit);
        var begin = time.GetTimestamp();
        while (ServerProcesses.Of(layout.Cluster) is { Count: > 0 } left)
        {
            if (time.GetElapsedTime(begin) > OrphanGrace)
            {
                Signal(left, ServerProcesses.Kill);
            }

            if (time.GetElapsedTime(begin) > 2 * OrphanGrace)
            {
                break;
            }

            await Task.Delay(ReadyCheckInterval, time, cancellationToken).ConfigureAwait(false);
        }

        return orphans.Count;
    }

    /// <summary>Starts a child and waits until it accepts connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ForgetChild();
        var logStart = LogTail.LengthOf(layout.ServerLog);
        var child = Process.Start(StartInfo())!;
        (_child, ProcessId) = (child, child.Id);
        await WaitUntilReadyAsync(() => !child.HasExited, logStart, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends when the server has ended; says how, for the log.</summary>
    public async Task<string> WaitForExitAsync(CancellationToken cancellationToken)
    {
        if (_child is { } child)
        {
            await child.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return string.Create(CultureInfo.InvariantCulture, $"exit code {child.ExitCode}");
        }

        using var timer = new PeriodicTimer(options.AttachedCheckInterval, time);
        while (ServerProcesses.IsServerOf(ProcessId, layout.Cluster))
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }

        return "exit code unknown, it was not our child";
    }

    /// <summary>True if the server stopped cleanly (or did not run), false if it had to be stopped at once.</summary>
    public async Task<bool> StopAsync()
    {
        if (Running() is null)
        {
            ForgetChild();
            return true;
        }

        var isClean = await PgCtlStopAsync("fast", options.StopTimeout).ConfigureAwait(false);
        if (!isClean && !await PgCtlStopAsync("immediate", options.StopTimeout).ConfigureAwait(false))
        {
            throw new PostgresSetupException(
                PostgresSetupError.StopFailed,
                $"PostgreSQL process {ProcessId} did not stop within {2 * options.StopTimeout.TotalSeconds:0} s.",
                "Look at its log, then end that process.");
        }

        if (_child is { } child)
        {
            await child.WaitForExitAsync(CancellationToken.None).WaitAsync(options.StopTimeout, time).ConfigureAwait(false);
        }

        ForgetChild();
        return isClean;
    }

    private async Task<bool> PgCtlStopAsync(string mode, TimeSpan bound)
    {
        var seconds = Math.Max(1, (int)bound.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var run = await ServerUser
            .RunAsync(binaries.Program("pg_ctl"), ["stop", "-w", "-t", seconds, "-m", mode, "-D", layout.Cluster], bound + TimeSpan.FromSeconds(5), CancellationToken.None)
            .ConfigureAwait(false);
        return run.ExitCode == 0 || Running() is null;
    }

    private PostmasterFile? Running() =>
        PostmasterFile.Read(layout.Cluster) is { } file && ServerProcesses.IsServerOf(file.ProcessId, layout.Cluster) ? file : null;

    private async Task WaitUntilReadyAsync(Func<bool> isAlive, long logStart, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (PostmasterFile.Read(layout.Cluster) is not { IsReady: true } file || file.ProcessId != ProcessId)
        {
            if (!isAlive())
            {
                throw Failed("ended while it started", logStart);
            }

            if (time.GetElapsedTime(begin) > options.StartTimeout)
            {
                throw Failed($"was not ready within {options.StartTimeout.TotalSeconds:0} s", logStart);
            }

            await Task.Delay(ReadyCheckInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private PostgresSetupException Failed(string what, long logStart)
    {
        var tail = LogTail.OfFile(layout.ServerLog, logStart);
        if (DataLayout.IsFull(tail))
        {
            return DataLayout.Full(layout.Root, null);
        }

        MayRecover = tail.Contains("pre-existing shared memory", StringComparison.Ordinal) || tail.Contains("lock file", StringComparison.Ordinal) || tail.Length == 0;
        return new PostgresSetupException(PostgresSetupError.StartFailed, $"PostgreSQL {what}. Its log ends: {tail}", $"The whole log is {layout.ServerLog}.");
    }

    /// <summary>
    /// The shell appends the log; <c>setsid</c> keeps Ctrl-C in the terminal from stopping the server before the silo; each step replaces
    /// itself, so the child is the server.
    /// </summary>
    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo("sh") { WorkingDirectory = "/" };
        ProgramRun.CleanEnvironment(info);
        string[] head = ["-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1", layout.ServerLog, "setsid"];
        string[] command = ServerUser.Command(binaries.Program("postgres"), "-D", layout.Cluster);
        foreach (var argument in head.Concat(command).Concat(Settings().SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })))
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = string.Empty,
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = layout.SocketDirectory,
            ["unix_socket_permissions"] = "0700",
            ["max_connections"] = options.MaxConnectionCount.ToString(CultureInfo.InvariantCulture),
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["max_wal_size"] = "2GB",
            ["log_checkpoints"] = "off",

            // The details of an error would quote the failing row, payload included.
            ["log_error_verbosity"] = "terse",
            ["log_min_error_statement"] = "panic",
            ["log_line_prefix"] = "%m [%p] ",
            ["cluster_name"] = "funcx",
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static void Signal(IReadOnlyList<int> processIds, int signal)
    {
        foreach (var id in processIds)
        {
            ServerProcesses.Signal(id, signal);
        }
    }

    private void ForgetChild()
    {
        _child?.Dispose();
        (_child, ProcessId) = (null, 0);
    }
}
