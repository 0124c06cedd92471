using FuncX.Actors.EndpointAgent.Configuration;
using FuncX.Actors.EndpointAgent.Serving;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Hosting;

/// <summary>Keeps state.json up to date, for <c>status</c>: at every change and once a second.</summary>
internal sealed class StateWriter : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly EndpointFolder _folder;
    private readonly WorkerPool _pool;
    private readonly HeldTasks _held;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private AgentPhase _phase;
    private string? _message;
    private DateTimeOffset _since;

    /// <summary>Starts writing at the first change.</summary>
    public StateWriter(EndpointFolder folder, WorkerPool pool, HeldTasks held, TimeProvider time)
    {
        _folder = folder;
        _pool = pool;
        _held = held;
        _time = time;
        _since = time.GetUtcNow();
        _timer = time.CreateTimer(_ => Write(), null, Period, Period);
    }

    /// <summary>Notes and writes a change.</summary>
    public void Change(AgentPhase phase, string? message)
    {
        lock (_gate)
        {
            if (phase != _phase)
                _since = _time.GetUtcNow();
            (_phase, _message) = (phase, message);
        }
        Write();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        Write();
    }

    private void Write()
    {
        var pool = _pool.Status;
        var workers = _pool.ProcessIds;
        lock (_gate)
        {
            try
            {
                _folder.WriteState(new(
                    Environment.ProcessId, _phase.ToString().ToLowerInvariant(), _held.Problem ?? _message ?? pool.Problem, _since, _time.GetUtcNow(),
                    pool.Workers, pool.Idle, pool.Running, pool.Queued, _held.SpoolBytes, workers));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk: the next second tries again, and the spool says so to the service.
            }
        }
    }
}
