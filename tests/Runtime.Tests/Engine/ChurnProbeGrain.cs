using System.Collections.Concurrent;
using Orleans.Concurrency;

namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.IChurnProbeGrain")]
public interface IChurnProbeGrain : IGrainWithStringKey
{
    [Alias("Count")]
    Task CountAsync(int id);

    [Alias("CountSlowly")]
    Task CountSlowlyAsync(int id, CancellationToken cancellationToken);

    [Alias("CountInterleaved")]
    [AlwaysInterleave]
    Task CountInterleavedAsync(int id);

    [Alias("CountAndLeave")]
    Task CountAndLeaveAsync(int id);
}

public sealed class ChurnProbeGrain : Grain, IChurnProbeGrain
{
    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<int, int>> s_counts = new();
    private static readonly ConcurrentDictionary<string, int> s_overlaps = new();
    private static readonly ConcurrentDictionary<string, int> s_live = new();

    private bool _running;

    private string Run => this.GetPrimaryKeyString().Split('-')[0];

    /// <summary>How often each call of the run was executed.</summary>
    public static ConcurrentDictionary<int, int> Counts(string run) => s_counts.GetOrAdd(run, static _ => new());

    /// <summary>How often two ordinary calls ran in one activation, or two activations of one grain lived, at the same time.</summary>
    public static int Overlaps(string run) => s_overlaps.GetValueOrDefault(run);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (s_live.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, live) => live + 1) != 1) Note();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        s_live.AddOrUpdate(this.GetPrimaryKeyString(), 0, static (_, live) => live - 1);
        return Task.CompletedTask;
    }

    public Task CountAsync(int id)
    {
        if (_running) Note();
        Ran(id);
        return Task.CompletedTask;
    }

    public async Task CountSlowlyAsync(int id, CancellationToken cancellationToken)
    {
        if (_running) Note();
        _running = true;
        Ran(id);
        for (var i = 0; i < 3; i++) await Task.Yield();
        _running = false;
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task CountInterleavedAsync(int id)
    {
        await Task.Yield();
        Ran(id);
    }

    public Task CountAndLeaveAsync(int id)
    {
        Ran(id);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private void Ran(int id) => Counts(Run).AddOrUpdate(id, 1, static (_, count) => count + 1);

    private void Note() => s_overlaps.AddOrUpdate(Run, 1, static (_, count) => count + 1);
}
