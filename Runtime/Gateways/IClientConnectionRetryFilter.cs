namespace Orleans;

/// <summary>Decides whether a client that could not make its first connection tries again.</summary>
public interface IClientConnectionRetryFilter
{
    /// <summary>True to try again; the filter waits as long as it likes before it answers. False fails the start of the client's host.</summary>
    Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
}
