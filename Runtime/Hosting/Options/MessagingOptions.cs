namespace Orleans.Configuration;

/// <summary>What silos and clients have in common in messaging.</summary>
public abstract class MessagingOptions
{
    /// <summary>After this a call fails with a <see cref="TimeoutException"/>. Default 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest message, bytes; more fails the call with a typed error. Default 32 MiB, less than Orleans' 100 MiB.</summary>
    public int MaxMessageBodySize { get; set; } = 32 * 1024 * 1024;
}
