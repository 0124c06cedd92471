using Orleans.Concurrency;

namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.IProbeGrain")]
public interface IProbeGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    Task<string> EchoAsync(string text);

    [Alias("Add")]
    ValueTask<int> AddAsync(int a, int b);

    [Alias("Nothing")]
    Task NothingAsync();

    [Alias("Fail")]
    Task FailAsync(string message);

    [Alias("FailTyped")]
    Task FailTypedAsync(int code);

    [Alias("FailUnknown")]
    Task FailUnknownAsync();

    [Alias("Slow")]
    Task<int> IncrementSlowlyAsync();

    [Alias("Wait")]
    [ResponseTimeout("00:00:00.300")]
    Task WaitForeverAsync();

    [Alias("WaitCancel")]
    Task WaitForCancelAsync(CancellationToken cancellationToken);

    [Alias("WasCancelled")]
    [AlwaysInterleave]
    Task<bool> WasCancelledAsync();

    [Alias("Started")]
    [AlwaysInterleave]
    Task<bool> IsWaitingAsync();

    [Alias("Release")]
    [AlwaysInterleave]
    Task ReleaseAsync();

    [Alias("Block")]
    Task BlockUntilReleasedAsync();

    [Alias("Yield")]
    Task YieldUntilReleasedAsync();

    [Alias("CallSelf")]
    [ResponseTimeout("00:00:00.500")]
    Task CallSelfAsync();

    [Alias("Context")]
    Task<string?> ContextAsync(string key);

    [Alias("SetContext")]
    Task SetContextAsync(string key, string value);

    [Alias("Notify")]
    [OneWay]
    Task NotifyAsync(string text);

    [Alias("Notified")]
    Task<string?> NotifiedAsync();

    [Alias("Keep")]
    Task KeepAsync(List<int> values);

    [Alias("Kept")]
    Task<List<int>> KeptAsync();

    [Alias("KeepImmutable")]
    Task<bool> IsSameAsync([Immutable] byte[] payload);

    [Alias("Size")]
    Task<int> SizeAsync(byte[] payload);

    [Alias("Make")]
    Task<byte[]> MakeAsync(int size);

    [Alias("Source")]
    Task<string> SourceAsync();

    [Alias("Scheduler")]
    Task<bool> StaysInTurnAsync();

    [Alias("Relay")]
    Task<string> RelayAsync(string otherKey, string text);

    [Alias("ConcurrentMax")]
    Task<int> MaxConcurrencyAsync();

    [Alias("Deactivate")]
    Task DeactivateAsync();

    [Alias("ActivationNumber")]
    Task<int> ActivationNumberAsync();

    [Alias("Touch")]
    Task EnterAsync();
}
