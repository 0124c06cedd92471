using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>A set of observers, each kept for a while after it last subscribed; keyed by the observers themselves.</summary>
public class ObserverManager<TObserver> : ObserverManager<IAddressable, TObserver>
{
    /// <summary>An empty set.</summary>
    /// <param name="expiration">How long a subscription holds without being renewed.</param>
    /// <param name="log">Where losses are reported.</param>
    public ObserverManager(TimeSpan expiration, ILogger log)
        : base(expiration, log)
    {
    }
}
