using System.Diagnostics.CodeAnalysis;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>
/// Calls that wait for an answer, found by number and scanned for those that are late. A number is a slot and how often the slot was
/// used, so that a late answer never meets another call.
/// </summary>
internal sealed class CallTable(int capacity = int.MaxValue)
{
    private readonly Lock _gate = new();
    private Slot[] _slots = new Slot[16];
    private int _free = -1;
    private int _used;
    private long _added;
    private Func<Exception>? _closed;

    /// <summary>Calls that wait now.</summary>
    internal int Count { get; private set; }

    /// <summary>Calls that ever waited here.</summary>
    internal long Added => Volatile.Read(ref _added);

    /// <summary>Takes a call in and numbers it, or says why not.</summary>
    internal bool TryAdd(PendingCall call, [NotNullWhen(false)] out Exception? error)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                error = _closed();
                return false;
            }
            if (Count >= capacity)
            {
                error = new Orleans.Runtime.LimitExceededException("calls in flight", Count, capacity, string.Empty);
                return false;
            }
            var index = _free;
            if (index >= 0)
            {
                _free = _slots[index].NextFree;
            }
            else
            {
                index = _used++;
                if (index == _slots.Length) Array.Resize(ref _slots, index * 2);
            }
            ref var slot = ref _slots[index];
            slot.Call = call;
            slot.Uses++;
            call.Table = this;
            call.Number = ((ulong)slot.Uses << 32) | (uint)index;
            Count++;
            _added++;
            error = null;
            return true;
        }
    }

    /// <summary>Takes the call out; null if it is not here any more.</summary>
    internal PendingCall? Remove(ulong number)
    {
        var index = (uint)number;
        lock (_gate)
        {
            if (index >= (uint)_used) return null;
            ref var slot = ref _slots[index];
            if (slot.Call is null || slot.Uses != (uint)(number >> 32)) return null;
            var call = slot.Call;
            slot.Call = null;
            slot.NextFree = _free;
            _free = (int)index;
            Count--;
            return call;
        }
    }

    /// <summary>Adds the calls whose deadline is before <paramref name="now"/> to <paramref name="late"/>.</summary>
    internal void CollectLate(long now, List<PendingCall> late)
    {
        if (Count == 0) return;
        lock (_gate)
        {
            for (var i = 0; i < _used; i++)
            {
                var call = _slots[i].Call;
                if (call is not null && call.Deadline < now) late.Add(call);
            }
        }
    }

    /// <summary>Fails every waiting call, and every later one, with an error of its own.</summary>
    internal void Close(Func<Exception> error)
    {
        var calls = new List<PendingCall>();
        lock (_gate)
        {
            if (_closed is not null) return;
            _closed = error;
            for (var i = 0; i < _used; i++)
            {
                if (_slots[i].Call is { } call) calls.Add(call);
            }
        }
        foreach (var call in calls) call.Fail(error());
    }

    private struct Slot
    {
        internal PendingCall? Call;
        internal uint Uses;
        internal int NextFree;
    }
}
