using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Up;

/// <summary>
/// Runs a private PostgreSQL below one data directory: creates it at first, attaches to one that already runs there, brings it back when it
/// dies, and stops it. The server listens on a Unix socket in a 0700 directory only.
/// </summary>
/// <remarks>A killed supervisor leaves its server running; the next one on the same directory attaches to it.</remarks>
public sealed partial class PostgresSupervisor : IAsyncDisposable
{
    private readonly PostgresSupervisorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DataLayout _layout;
    private readonly CancellationTokenSource _stopping = new();
    private SupervisorLock? _lock;
    private PostgresServer? _server;
    private Task _watch = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Nothing is touched before <see cref="StartAsync"/>.</summary>
    /// <exception cref="ArgumentException">With every error of the options.</exception>
    public PostgresSupervisor(PostgresSupervisorOptions options, TimeProvider time, ILogger<PostgresSupervisor> log)
    {
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        (_options, _time, _log) = (options, time, log);
        _layout = new DataLayout(options.DataDirectory);
    }

    /// <summary>Raised on every change of <see cref="State"/>, on the supervisor's own thread; handlers must not block.</summary>
    public event Action<PostgresState>? StateChanged;

    /// <summary>What the server is doing now.</summary>
    public PostgresState State { get; private set; } = PostgresState.Stopped;

    /// <summary>Process id of the server's main process; 0 when there is none.</summary>
    public int ProcessId => _server?.ProcessId ?? 0;

    /// <summary>How to reach the database, for Npgsql. Stays the same over restarts.</summary>
    public string ConnectionString =>
        $"Host={_layout.SocketDirectory};Port={PostgresServer.Port};Username={ServerUser.Name};Database={_options.Database}";

    /// <summary>Brings the server up, or attaches to the one that runs; returns when the database can be used.</summary>
    /// <exception cref="PostgresSetupException">Says which step failed and what to do; nothing is left running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_lock is not null)
        {
            return;
        }

        var version = await _layout.ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        var binaries = await PostgresBinaries.FindAsync(version, cancellationToken).ConfigureAwait(false);
        await _layout.CreateAsync(cancellationToken).ConfigureAwait(false);
        _lock = SupervisorLock.Take(_layout.Root);
        try
        {
            Enter(PostgresState.Starting);
            _server = new PostgresServer(binaries, _layout, _options, _time);
            if (!_layout.HasCluster)
            {
                LogCreating(_layout.Cluster);
                await ClusterCreation.CreateAsync(binaries, _layout, cancellationToken).ConfigureAwait(false);
            }

            await BringUpAsync(_options.RestartWindow, cancellationToken).ConfigureAwait(false);
            await ClusterCreation.EnsureDatabaseAsync(ConnectionString, _options.Database, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await StopServerAsync(leaveAttached: true).ConfigureAwait(false);
            Enter(PostgresState.Failed);
            ReleaseLock();
            throw;
        }

        Enter(PostgresState.Ready);
        _watch = Task.Run(WatchAsync, CancellationToken.None);
    }

    /// <summary>Ends the supervision; may be repeated. Stops the server cleanly, within <see cref="PostgresSupervisorOptions.StopTimeout"/>, else at once (it recovers at its next start).</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        if (_options.StopsServer)
        {
            await StopServerAsync(leaveAttached: false).ConfigureAwait(false);
        }

        Enter(PostgresState.Stopped);
        ReleaseLock();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await StopAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                var exit = await _server!.WaitForExitAsync(_stopping.Token).ConfigureAwait(false);
                Enter(PostgresState.Restarting);
                LogDied(_server.ProcessId, exit);
                var died = _time.GetTimestamp();
                await BringUpAsync(_options.RestartWindow, _stopping.Token).ConfigureAwait(false);
                LogBack(_server.ProcessId, _time.GetElapsedTime(died).TotalMilliseconds);
                Enter(PostgresState.Ready);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogWatchEnds();
        }
        catch (Exception error) when (error is PostgresSetupException or IOException or TimeoutException)
        {
            LogGivenUp(error, _options.RestartWindow.TotalSeconds);
            Enter(PostgresState.Failed);
        }
    }

    /// <summary>Attaches or starts, again and again until the window closes: orphans of a killed server may hold its memory for a while.</summary>
    private async Task BringUpAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        var begin = _time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (await _server!.TryAttachAsync(cancellationToken).ConfigureAwait(false))
            {
                LogAttached(_server.ProcessId, _layout.Cluster);
                return;
            }

            try
            {
                var ended = await _server.EndOrphansAsync(cancellationToken).ConfigureAwait(false);
                if (ended > 0)
                {
                    LogOrphans(ended, _layout.Cluster);
                }

                await _server.StartAsync(cancellationToken).ConfigureAwait(false);
                LogStarted(_server.ProcessId, _layout.Cluster, _layout.SocketDirectory);
                return;
            }
            catch (PostgresSetupException error) when (error.Error is PostgresSetupError.StartFailed && _server.MayRecover && _time.GetElapsedTime(begin) < window)
            {
                LogStartRetried(attempt, error.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(100 * attempt, 1000)), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task StopServerAsync(bool leaveAttached)
    {
        if (_server is null || (leaveAttached && _server.IsAttached))
        {
            return;
        }

        if (!await _server.StopAsync().ConfigureAwait(false))
        {
            LogStoppedHard(_options.StopTimeout.TotalSeconds);
        }
    }

    private void ReleaseLock()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private void Enter(PostgresState state)
    {
        if (State != state)
        {
            State = state;
            StateChanged?.Invoke(state);
        }
    }
}
