using System.Globalization;

namespace Orleans.Runtime;

/// <summary>A bound of the engine is reached, for example the length of a mailbox.</summary>
public sealed class LimitExceededException : OrleansException
{
    /// <summary>Without a message.</summary>
    public LimitExceededException()
        : base("Limit exceeded.")
    {
    }

    /// <summary>With a message.</summary>
    public LimitExceededException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public LimitExceededException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the size and the limit.</summary>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base(string.Create(CultureInfo.InvariantCulture, $"Limit {limitName} exceeded: current {current}, limit {threshold}. {extraInfo}"))
    {
    }
}
