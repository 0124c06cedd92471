using System.Threading.Channels;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Wakes one waiter; wake-ups while nobody waits count as one.</summary>
internal sealed class WakeUp
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the waiter, or the next one.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for the next <see cref="Set"/>.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
