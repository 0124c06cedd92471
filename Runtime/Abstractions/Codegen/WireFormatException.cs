namespace FuncX.Actors.Runtime.Codegen;

/// <summary>The bytes are not a message of the wire format, or break one of <see cref="WireLimits"/>.</summary>
public sealed class WireFormatException : Exception
{
    /// <summary>With what is wrong and where.</summary>
    public WireFormatException(string message)
        : base(message)
    {
    }

    /// <summary>With a cause.</summary>
    public WireFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
