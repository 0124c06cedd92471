namespace Orleans.Configuration;

/// <summary>Messaging of a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>Requests that may wait at one activation; the next is rejected with a <see cref="Runtime.LimitExceededException"/>. Default 10,000.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = 10_000;

    /// <summary>The same for each worker of a stateless worker. Default 10,000.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; } = 10_000;

    /// <summary>How often a message may follow a grain from silo to silo. Default 2, as in Orleans. Of no effect with a single silo.</summary>
    public int MaxForwardCount { get; set; } = 2;
}
