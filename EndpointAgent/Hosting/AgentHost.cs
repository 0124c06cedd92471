using System.Runtime.InteropServices;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.EndpointAgent.Commands;
using FuncX.Actors.EndpointAgent.Configuration;
using FuncX.Actors.EndpointAgent.Serving;
using FuncX.Actors.EndpointAgent.Spool;
using FuncX.Actors.EndpointAgent.Workers;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.EndpointAgent.Hosting;

/// <summary>The agent process: puts the parts together, and lets signals end them in order.</summary>
internal sealed partial class AgentHost : IDisposable
{
    private readonly EndpointFolder _folder;
    private readonly EndpointConfig _config;
    private readonly TimeProvider _time;
    private readonly Action<AgentPhase, string?> _onChanged;
    private readonly LineLogger _lines;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;

    /// <summary>An agent of a configured endpoint.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="config">Its valid configuration.</param>
    /// <param name="logFile">Log file; standard error if null.</param>
    /// <param name="onChanged">Hears of every phase.</param>
    /// <param name="time">The clock.</param>
    public AgentHost(EndpointFolder folder, EndpointConfig config, string? logFile, Action<AgentPhase, string?> onChanged, TimeProvider time)
    {
        _folder = folder;
        _config = config;
        _time = time;
        _onChanged = onChanged;
        _lines = new(logFile, time);
        _logs = LoggerFactory.Create(ConfigureLogging);
        _log = _logs.CreateLogger<AgentHost>();
    }

    /// <summary>Runs until a signal or a final error ends it.</summary>
    /// <exception cref="CommandException">It cannot start.</exception>
    public async Task<AgentEnd> RunAsync()
    {
        using var file = _folder.TryLock() ?? throw new CommandException(ExitCode.Unavailable,
            $"An agent of endpoint {_folder.Name} runs already (process {_folder.ReadState()?.Pid}). Stop it with `funcx-endpoint stop {_folder.Name}`.");
        var client = ClientOptions();
        var options = AgentOptionsOf(_config);
        using var spool = OpenSpool();
        var held = new HeldTasks(options, spool, _time);
        await using var pool = new WorkerPool(new() { Workers = options.Workers }, Launch(), held, _time, _logs.CreateLogger<WorkerPool>());
        await using var state = new StateWriter(_folder, pool, held, _time);
        void Change(AgentPhase phase, string? message)
        {
            state.Change(phase, message);
            _onChanged(phase, message);
        }

        var gateways = string.Join(", ", client.Gateways.Select(g => g.ToString()));
        Change(AgentPhase.Starting, $"no silo has answered at {gateways} yet.");
        using var stopConnecting = new CancellationTokenSource();
        AgentService? service = null;
        var stops = 0;
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref stops) > 1)
                Environment.Exit(ExitCode.Interrupted);
            try
            {
                LogSignal(context.Signal.ToString());
                stopConnecting.Cancel();
                service?.RequestStop();
            }
            catch (ObjectDisposedException)
            {
                // A handler may still run while what it ends is being disposed of: the agent ends anyway.
            }
        }

        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        LogStarting(_folder.Name, options.Workers, _config.Interpreter, gateways);
        pool.Start();
        AgentEnd end;
        try
        {
            await using var connection = await FuncXConnection.ConnectAsync(client, ConfigureLogging, keepTrying: true, stopConnecting.Token).ConfigureAwait(false);
            var endpoint = connection.Grains.GetGrain<IEndpointGrain>(EndpointIdOf().Value);
            using var agent = service = new AgentService(endpoint, held, pool, options, new(_folder.EpochFile), spool.IsComplete, _time, _logs.CreateLogger<AgentService>());
            agent.Changed += Change;
            if (stopConnecting.IsCancellationRequested)
                agent.RequestStop();
            end = await agent.RunAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopConnecting.IsCancellationRequested)
        {
            end = new(false, "Stopped before a silo was reached.");
        }
        Change(end.IsFailure ? AgentPhase.Failed : AgentPhase.Stopped, end.Message);
        LogEnded(end.Message);
        return end;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _logs.Dispose();
        _lines.Dispose();
    }

    private static AgentOptions AgentOptionsOf(EndpointConfig config) => new()
    {
        Workers = config.WorkerCount,
        Prefetch = config.Prefetch,
        ResultBytes = config.MaxResultBytes,
        OutputBytes = config.MaxOutputBytes,
        Heartbeat = config.Heartbeat,
        DrainTimeout = config.DrainTimeout,
    };

    private void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(_config.LogLevel);
        // The connection's own chatter is of interest only when something is looked into.
        logging.AddFilter("Orleans", _config.LogLevel < LogLevel.Information ? _config.LogLevel : LogLevel.Warning);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddProvider(_lines);
    }

    private FuncXClientOptions ClientOptions()
    {
        var identity = _folder.ReadIdentity() ?? throw new CommandException(ExitCode.Config, $"Endpoint {_folder.Name} is not registered: {_folder.IdentityFile} is missing. Run `funcx-endpoint configure {_folder.Name} --renew-token`.");
        if (!File.Exists(_folder.TokenFile))
            throw new CommandException(ExitCode.Config, $"The token of endpoint {_folder.Name} is missing: {_folder.TokenFile}. Run `funcx-endpoint configure {_folder.Name} --renew-token`.");
        try
        {
            return new()
            {
                Token = File.ReadAllText(_folder.TokenFile).Trim(),
                Gateways = GatewaySettings.Find(_config, identity),
                ClusterId = _config.ClusterId ?? identity.ClusterId,
                ServiceId = identity.ServiceId,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FuncXConnectionException)
        {
            throw new CommandException(ExitCode.Config, e.Message);
        }
    }

    private EndpointId EndpointIdOf() => EndpointId.Parse(_folder.ReadIdentity()!.EndpointId);

    private ResultSpool OpenSpool()
    {
        try
        {
            return ResultSpool.Open(new() { Directory = _folder.SpoolDirectory, MaxBytes = _config.MaxSpoolBytes }, _logs.CreateLogger<ResultSpool>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"The spool in {_folder.SpoolDirectory} cannot be opened: {e.Message}");
        }
    }

    private WorkerLaunch Launch()
    {
        var scratch = _config.ScratchDirectory ?? Path.Combine(_folder.FullPath, "scratch");
        try
        {
            Directory.CreateDirectory(scratch);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"The scratch directory {scratch} cannot be made: {e.Message}");
        }
        return new()
        {
            Interpreter = _config.Interpreter,
            Arguments = [WorkerLaunch.DefaultScript],
            Environment = WorkerLaunch.CleanEnvironment(scratch, _config.Environment),
            Directory = scratch,
            CaptureBytes = _config.CaptureBytes,
            OutputBytes = _config.MaxOutputBytes,
            ResultBytes = _config.MaxResultBytes,
        };
    }

    [LoggerMessage(1, LogLevel.Information, "Endpoint {Name} starts with {Workers} workers of {Interpreter}; connecting to {Gateways}.")]
    private partial void LogStarting(string name, int workers, string interpreter, string gateways);

    [LoggerMessage(2, LogLevel.Information, "{Signal}: draining. A second signal ends at once.")]
    private partial void LogSignal(string signal);

    [LoggerMessage(3, LogLevel.Information, "{Message}")]
    private partial void LogEnded(string message);
}
