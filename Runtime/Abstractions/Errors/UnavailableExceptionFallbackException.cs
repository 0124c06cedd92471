namespace Orleans.Serialization;

/// <summary>Stands for a remote exception whose type is not known here or has no serializer; <see cref="Exception.ToString"/> shows the remote stack.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>Without a message.</summary>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <summary>With a message and a cause.</summary>
    public UnavailableExceptionFallbackException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The remote type's full name; text only, never resolved.</summary>
    public string? ExceptionType { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => string.IsNullOrWhiteSpace(ExceptionType) ? base.ToString() : $"Unknown exception of type {ExceptionType}: {base.ToString()}";
}
