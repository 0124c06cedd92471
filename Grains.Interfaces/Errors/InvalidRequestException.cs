namespace FuncX.Actors;

/// <summary>The request itself is wrong; sending it again changes nothing.</summary>
[GenerateSerializer, Alias("funcx.InvalidRequestException")]
public sealed class InvalidRequestException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public InvalidRequestException()
    {
    }

    /// <summary>Says what is wrong.</summary>
    public InvalidRequestException(string message, string hint = "")
        : base("REQUEST_MALFORMED", message, hint)
    {
    }
}
