using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>Calls that start in a silo. Nothing is serialized on the way to a grain of the same silo.</summary>
internal sealed class SiloCallSender : CallSender
{
    private readonly SiloRuntime _silo;
    private readonly CallTable[] _tables;

    internal SiloCallSender(SiloRuntime silo)
        : base(silo.Clock, silo.Messaging.ResponseTimeout)
    {
        _silo = silo;
        _tables = new CallTable[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(64, Environment.ProcessorCount))];
        for (var i = 0; i < _tables.Length; i++) _tables[i] = new CallTable();
        OwnId = GrainId.Create(GrainTypePrefix.ClientGrainType, "hosted-" + Guid.NewGuid().ToString("N"));
    }

    protected override GrainId OwnId { get; }

    /// <summary>The part of the own id that names this silo as a holder of observers.</summary>
    internal IdSpan OwnKey => OwnId.Key;

    /// <summary>Calls waiting for an answer.</summary>
    internal int InFlight => _tables.Sum(static table => table.Count);

    /// <summary>Calls made since the start.</summary>
    internal long Total => _tables.Sum(static table => table.Added);

    internal void CollectLate(long now, List<PendingCall> late)
    {
        foreach (var table in _tables) table.CollectLate(now, late);
    }

    /// <summary>Cancels the tokens of the calls that run.</summary>
    internal void CancelRunning()
    {
        var calls = new List<PendingCall>();
        // Every deadline is before the end of time, except that of calls without one.
        CollectLate(long.MaxValue, calls);
        foreach (var call in calls)
        {
            if (call.Request.Method.IsCancellable) call.RequestCancel();
        }
    }

    internal void Close(Func<Exception> error)
    {
        foreach (var table in _tables) table.Close(error);
    }

    protected override void Transmit(PendingCall call)
    {
        var table = _tables[Thread.GetCurrentProcessorId() & (_tables.Length - 1)];
        if (table.TryAdd(call, out var error)) _silo.Router.Dispatch(call);
        else call.Fail(error);
    }

    protected override void Transmit(OneWayMessage message) => _silo.Router.Dispatch(message);

    protected override void Isolate(GrainRequest request) => request.CopyArguments();

    protected override void OneWayFailed(Exception exception, GrainProxy target) => _silo.Log.OneWayFailed(exception, target.GrainId);
}
