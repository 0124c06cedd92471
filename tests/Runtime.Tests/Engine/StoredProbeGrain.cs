using System.Collections.Concurrent;

namespace FuncX.Actors.Runtime.Tests.Engine;

[GenerateSerializer]
[Alias("test.ProbeState")]
public sealed class ProbeState
{
    [Id(0)]
    public int Count { get; set; }

    [Id(1)]
    public List<string> Names { get; set; } = [];
}

[Alias("test.IStoredProbeGrain")]
public interface IStoredProbeGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task<int> AddAsync(string name);

    [Alias("AddUnsaved")]
    Task<int> AddUnsavedAsync(string name);

    [Alias("Clear")]
    Task ClearAsync();

    [Alias("Describe")]
    Task<string> DescribeAsync();

    [Alias("Leave")]
    Task LeaveAsync();

    [Alias("SeenOnActivation")]
    Task<int> CountOnActivationAsync();
}

/// <summary>One class with both kinds of state: its own record and a named facet.</summary>
public sealed class StoredProbeGrain([PersistentState("side", "other")] IPersistentState<ProbeState> side) : Grain<ProbeState>, IStoredProbeGrain
{
    private int _onActivation = -1;

    /// <summary>What happened to the grains of the process, by key.</summary>
    public static ConcurrentQueue<(string Key, DeactivationReasonCode Reason)> Ended { get; } = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _onActivation = State.Count;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Ended.Enqueue((this.GetPrimaryKeyString(), reason.ReasonCode));
        return Task.CompletedTask;
    }

    public async Task<int> AddAsync(string name)
    {
        State.Count++;
        State.Names.Add(name);
        side.State.Count += 10;
        await WriteStateAsync();
        await side.WriteStateAsync();
        return State.Count;
    }

    public Task<int> AddUnsavedAsync(string name)
    {
        State.Names.Add(name);
        return Task.FromResult(++State.Count);
    }

    public async Task ClearAsync()
    {
        await ClearStateAsync();
        await side.ClearStateAsync();
    }

    public Task<string> DescribeAsync() =>
        Task.FromResult($"{State.Count} {string.Join('+', State.Names)}; side {side.State.Count} {(side.RecordExists ? "stored" : "new")} {(side.Etag is null ? "no tag" : "tagged")}");

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> CountOnActivationAsync() => Task.FromResult(_onActivation);
}
