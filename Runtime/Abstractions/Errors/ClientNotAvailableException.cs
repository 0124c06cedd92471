namespace Orleans.Runtime;

/// <summary>The client that holds an observer is gone.</summary>
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(string message)
        : base(message)
    {
    }
}
