using FuncX.Actors.EndpointAgent.Workers;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Serves an endpoint: attaches with an inventory, pulls, reports, sends heartbeats, and comes back after every loss of the service. Tasks run on meanwhile.</summary>
internal sealed partial class AgentService : IDisposable
{
    private const int ProtocolVersion = 1;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LogDisconnectEvery = TimeSpan.FromMinutes(1);
    private readonly IEndpointGrain _endpoint;
    private readonly HeldTasks _held;
    private readonly WorkerPool _pool;
    private readonly FunctionStore _functions;
    private readonly AgentOptions _options;
    private readonly EpochFile _epoch;
    private readonly bool _hasJournal;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Guid _instance = Guid.NewGuid();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _stopping = new();
    private bool _isDisposed;
    private bool _wasAttached;
    private long? _disconnectLoggedAt;
    private int _shortSessions;

    /// <summary>An agent that starts with <see cref="RunAsync"/>.</summary>
    /// <param name="endpoint">Its endpoint's grain.</param>
    /// <param name="held">Tasks; the pool's listener.</param>
    /// <param name="pool">Workers, started.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="epoch">Highest owner epoch seen.</param>
    /// <param name="hasJournal">The spool knows every start of the agent before.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public AgentService(IEndpointGrain endpoint, HeldTasks held, WorkerPool pool, AgentOptions options, EpochFile epoch, bool hasJournal, TimeProvider time, ILogger log)
    {
        _endpoint = endpoint;
        _held = held;
        _pool = pool;
        _options = options;
        _epoch = epoch;
        _hasJournal = hasJournal;
        _time = time;
        _log = log;
        _functions = new(options.FunctionBytes);
    }

    /// <summary>Hears of every change.</summary>
    public event Action<AgentPhase, string?>? Changed;

    /// <summary>Asks for the end: take no more work, finish what runs, report, leave. Does nothing when it has ended: a signal may come at any time.</summary>
    public void RequestStop()
    {
        lock (_stopping)
        {
            if (_isDisposed)
                return;
            Changed?.Invoke(AgentPhase.Draining, null);
            _stop.Cancel();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_stopping)
        {
            _isDisposed = true;
            _stop.Dispose();
        }
    }

    /// <summary>Serves until asked to stop, or until there is no point in going on.</summary>
    public async Task<AgentEnd> RunAsync()
    {
        var drained = DrainAsync();
        var pause = FirstBackoff;
        while (true)
        {
            var attachedAt = _time.GetTimestamp();
            try
            {
                var session = await AttachAsync(drained).ConfigureAwait(false);
                if (session is null)
                    return new(false, "Stopped; what was not reported stays in the spool.");
                pause = FirstBackoff;
                attachedAt = _time.GetTimestamp();
                await ServeAsync(session, drained).ConfigureAwait(false);
                return new(false, "Stopped.");
            }
            catch (SessionReplacedException e)
            {
                _shortSessions = e.ByAnotherAgent && _time.GetElapsedTime(attachedAt) < _options.ShortSession ? _shortSessions + 1 : 0;
                if (_shortSessions >= 3)
                    return Fail("Another agent serves this endpoint: its sessions and ours replaced each other three times. Stop one of the two, or configure an endpoint of its own for each.");
                LogSessionLost(e.Message);
                Changed?.Invoke(AgentPhase.Disconnected, e.Message);
            }
            catch (Exception e) when (IsFinal(e))
            {
                // The hint of a refused token is for a person's own; this one comes from `configure`.
                return Fail(e is UnauthenticatedException
                    ? "The service refuses this agent's token: it is wrong or was replaced, or the endpoint was deleted. Get a new one with `funcx-endpoint configure NAME --renew-token`."
                    : $"The service refuses this agent: {e.Message} {(e as FuncXException)?.Hint}".TrimEnd());
            }
            catch (Exception e) when (e is not ObjectDisposedException)
            {
                _shortSessions = 0;
                NoteDisconnected(e.Message);
                Changed?.Invoke(AgentPhase.Disconnected, $"The service cannot be reached: {e.Message}");
            }
            if (await PauseAsync(pause, drained).ConfigureAwait(false))
                return new(false, "Stopped while the service was out of reach; what was not reported stays in the spool.");
            pause = pause * 2 < _options.MaxBackoff ? pause * 2 : _options.MaxBackoff;
        }
    }

    private static bool IsFinal(Exception e) => e is UnauthenticatedException or AccessDeniedException or ResourceNotFoundException or InvalidRequestException;

    private void NoteDisconnected(string reason)
    {
        if (_disconnectLoggedAt is { } at && _time.GetElapsedTime(at) < LogDisconnectEvery)
            return;
        _disconnectLoggedAt = _time.GetTimestamp();
        LogDisconnected(reason);
    }

    private AgentEnd Fail(string message)
    {
        LogFailed(message);
        _stop.Cancel();
        return new(true, message);
    }

    private async Task DrainAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (_stop.Token.Register(() => asked.TrySetResult()).ConfigureAwait(false))
            await asked.Task.ConfigureAwait(false);
        _held.ReturnAwaiting();
        try
        {
            await _pool.DrainAsync(_options.DrainTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            LogNotDrained(e.Message);
        }
    }

    /// <summary>Waits before the next attempt; true if the agent was asked to stop and its tasks have ended meanwhile.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause, Task drained)
    {
        var wait = Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), _time);
        return await Task.WhenAny(wait, drained).ConfigureAwait(false) == drained;
    }

    private async Task<AgentSession?> AttachAsync(Task drained)
    {
        var inventory = _held.TakeInventory(_pool.Running.Select(r => r.Task.Id).ToHashSet());
        var attach = _endpoint.AttachAsync(Caller.FromToken, new()
        {
            Instance = _instance,
            Version = typeof(AgentService).Assembly.GetName().Version?.ToString(3) ?? "0",
            Host = _options.Host,
            ProtocolVersion = ProtocolVersion,
            Workers = _options.Workers,
            Prefetch = _options.Prefetch,
            Inventory = inventory.Entries,
            LastOwnerEpoch = _epoch.Value,
            HasJournal = _hasJournal || _wasAttached,
        });
        if (drained.IsCompleted)
            attach = attach.WaitAsync(_options.FarewellTimeout, _time);
        AttachReply reply;
        try
        {
            reply = await attach.ConfigureAwait(false);
        }
        catch (TimeoutException) when (drained.IsCompleted)
        {
            return null;
        }
        if (reply.Session.OwnerEpoch < _epoch.Value)
            throw new StaleOwnerException(reply.Session.Endpoint);
        _epoch.Raise(reply.Session.OwnerEpoch);
        _wasAttached = true;
        _disconnectLoggedAt = null;
        _held.Confirm(inventory, reply.Discard);
        _pool.Cancel(reply.Discard);
        _heartbeat = reply.HeartbeatInterval < _options.Heartbeat ? reply.HeartbeatInterval : _options.Heartbeat;
        LogAttached(reply.EndpointName, reply.Session.OwnerEpoch, inventory.Entries.Length, reply.Discard.Length);
        Changed?.Invoke(_stop.IsCancellationRequested ? AgentPhase.Draining : AgentPhase.Attached, null);
        return reply.Session;
    }
}
