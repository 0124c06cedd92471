using System.Collections.Immutable;
using Orleans.Concurrency;

namespace FuncX.Actors.Runtime.Tests.Codegen;

[GenerateSerializer]
[Alias("test.SampleId")]
public readonly record struct SampleId([property: Id(0)] Guid Value);

[GenerateSerializer]
[Alias("test.SampleName")]
public readonly record struct SampleName(string Text);

public enum SampleKind : byte
{
    None,
    Small,
    Large = 200,
}

[GenerateSerializer]
[Alias("test.Leaf")]
public sealed record Leaf
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public byte[]? Data { get; init; }
}

[GenerateSerializer]
[Alias("test.Frozen")]
[Immutable]
public sealed record Frozen
{
    [Id(0)]
    public required byte[] Data { get; init; }
}

[GenerateSerializer]
[Alias("test.Everything")]
public sealed record Everything
{
    [Id(0)]
    public required SampleId Id { get; init; }

    [Id(1)]
    public required string Text { get; init; }

    [Id(2)]
    public int Number { get; init; }

    [Id(3)]
    public long? Maybe { get; init; }

    [Id(4)]
    public DateTimeOffset At { get; init; }

    [Id(5)]
    public TimeSpan For { get; init; }

    [Id(6)]
    public SampleKind Kind { get; init; }

    [Id(7)]
    public byte[]? Bytes { get; init; }

    [Id(8)]
    public ReadOnlyMemory<byte> Memory { get; init; }

    [Id(9)]
    public string?[]? Texts { get; init; }

    [Id(10)]
    public List<Leaf>? Leaves { get; init; }

    [Id(11)]
    public Dictionary<SampleId, Leaf>? ById { get; init; }

    [Id(12)]
    public ImmutableArray<int> Numbers { get; init; }

    [Id(13)]
    public Leaf? Nested { get; init; }

    [Id(14)]
    public double Ratio { get; init; }

    [Id(15)]
    public bool Flag { get; init; }

    [Id(16)]
    public SampleKind? MaybeKind { get; init; }

    [Id(300)]
    public ulong Big { get; init; }

    [Id(17)]
    public List<SampleKind?>? Kinds { get; init; }

    [Id(18)]
    public Frozen? Frozen { get; init; }

    [Id(19)]
    public SampleName Name { get; init; }

    [Id(20)]
    public List<int[]>? Grid { get; init; }
}

[GenerateSerializer]
[Alias("test.Point")]
public readonly record struct Point(int X, int Y);

[GenerateSerializer]
[Alias("test.Hidden")]
public sealed record Hidden
{
    [Id(0)]
    private int _count;

    [Id(1)]
    public string? Note { get; private set; }

    [Id(2)]
    public int Fixed { get; } = 7;

    [Id(3)]
    public string Title { get; init; } = "untitled";

    [Id(4)]
    public int Priority { get; set; } = 5;

    public static Hidden Make(int count, string note) => new() { _count = count, Note = note };

    public int Count() => _count;
}

[GenerateSerializer]
[Alias("test.CounterState")]
public sealed class CounterState
{
    [Id(0)]
    public int Value { get; set; }
}

[GenerateSerializer]
[Alias("test.ErrorBase")]
public abstract class SampleException : Exception
{
    protected SampleException(string message)
        : base(message)
    {
    }

    [Id(0)]
    public string? Hint { get; init; }
}

[GenerateSerializer]
[Alias("test.TooLarge")]
public sealed class TooLargeException(string message, long size) : SampleException(message)
{
    [Id(0)]
    public long Size { get; private set; } = size;
}

[Alias("test.IBase")]
public interface IBase : IGrainWithGuidKey
{
    Task PingAsync();
}

[Alias("test.ISample")]
public interface ISample : IBase
{
    Task<int> AddAsync(int a, int b);

    ValueTask<Leaf?> EchoAsync(Leaf? leaf, CancellationToken cancellationToken);

    [ResponseTimeout("00:01:00")]
    ValueTask StoreAsync([Immutable] byte[] data, Frozen frozen, List<Leaf> leaves);

    [OneWay]
    Task TellAsync(string @event);

    [AlwaysInterleave]
    [Alias("watch")]
    Task<string[]> WatchAsync(ISampleObserver observer, SampleId id, SampleKind kind);
}

[Alias("test.ISampleObserver")]
public interface ISampleObserver : IGrainObserver
{
    void OnChanged(SampleId id, byte[] data);
}

[Reentrant]
[CollectionAgeLimit(Minutes = 5)]
public sealed class SampleGrain([PersistentState("counter", "store")] IPersistentState<CounterState> state, TimeProvider clock) : Grain, ISample
{
    public IPersistentState<CounterState> State => state;

    public TimeProvider Clock => clock;

    public object? LastObserver { get; private set; }

    public string? LastEvent { get; private set; }

    public Task PingAsync() => Task.CompletedTask;

    public Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);

    public async ValueTask<Leaf?> EchoAsync(Leaf? leaf, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return leaf;
    }

    public ValueTask StoreAsync(byte[] data, Frozen frozen, List<Leaf> leaves) => ValueTask.CompletedTask;

    public Task TellAsync(string @event)
    {
        LastEvent = @event;
        return Task.CompletedTask;
    }

    public Task<string[]> WatchAsync(ISampleObserver observer, SampleId id, SampleKind kind)
    {
        LastObserver = observer;
        return Task.FromResult(new[] { id.Value.ToString("N"), kind.ToString() });
    }
}

[StatelessWorker(3)]
[GrainType("worker")]
[KeepAlive]
public sealed class SampleWorkerGrain : Grain, IBase
{
    public Task PingAsync() => throw new TooLargeException("too large", 7) { Hint = "send less" };
}
