using System.Collections.Concurrent;
using System.Globalization;
using FuncX.Actors.Runtime.Messaging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>The local objects that grains may call, held weakly. Calls of one observer run in their order, one at a time.</summary>
internal sealed class ObserverRegistry(Func<IdSpan> clientKey, Action<Exception, string> answerLost) : IObserverRegistry
{
    private readonly ConcurrentDictionary<string, LocalObserver> _observers = new(StringComparer.Ordinal);
    private long _last;

    public GrainId Add(IGrainObserver target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target is GrainReference) throw new ArgumentException("The object is a reference already.", nameof(target));
        var number = Interlocked.Increment(ref _last);
        _observers[number.ToString(CultureInfo.InvariantCulture)] = new LocalObserver(target, answerLost);
        return ObserverId.Create(clientKey(), number);
    }

    public void Remove(GrainId id)
    {
        if (ObserverId.TrySplit(id, out _, out var observer)) _observers.TryRemove(observer, out _);
    }

    internal bool Owns(IdSpan client) => client.Equals(clientKey());

    /// <summary>Runs the call on its object, or answers that it is gone.</summary>
    internal void Invoke(RequestMessage message)
    {
        if (ObserverId.TrySplit(message.Target, out _, out var name) && _observers.TryGetValue(name, out var observer) && observer.TryQueue(message)) return;
        Remove(message.Target);
        message.Reject(new ClientNotAvailableException($"The observer {message.Target} is gone: its owner let it go or never kept it in a field."));
    }

    private sealed class LocalObserver(IGrainObserver target, Action<Exception, string> answerLost)
    {
        private readonly WeakReference<IGrainObserver> _target = new(target);
        private readonly Lock _gate = new();
        private Task _last = Task.CompletedTask;

        internal bool TryQueue(RequestMessage message)
        {
            if (!_target.TryGetTarget(out var target)) return false;
            lock (_gate) _last = RunAfterAsync(_last, target, message);
            return true;
        }

        private async Task RunAfterAsync(Task previous, IGrainObserver target, RequestMessage message)
        {
            await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            Response response;
            try
            {
                RequestContext.Import(message.Context);
                response = await message.Request.InvokeAsync(target, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                response = Response.FromException(exception);
            }
            try
            {
                message.Respond(response);
            }
            catch (Exception exception)
            {
                answerLost(exception, message.ToString());
            }
        }
    }
}
