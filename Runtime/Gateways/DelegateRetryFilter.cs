using Orleans;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>A retry filter as a delegate.</summary>
internal sealed class DelegateRetryFilter(Func<Exception, CancellationToken, Task<bool>> filter) : IClientConnectionRetryFilter
{
    public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => filter(exception, cancellationToken);
}
