namespace Orleans.Runtime;

/// <summary>The gateway sheds load; try again later.</summary>
public sealed class GatewayTooBusyException : OrleansException
{
    /// <summary>Without a message.</summary>
    public GatewayTooBusyException()
        : base("Gateway too busy.")
    {
    }

    /// <summary>With a message.</summary>
    public GatewayTooBusyException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public GatewayTooBusyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
