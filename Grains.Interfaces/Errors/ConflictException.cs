namespace FuncX.Actors;

/// <summary>The id is taken by something else.</summary>
[GenerateSerializer, Alias("funcx.ConflictException")]
public sealed class ConflictException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public ConflictException()
    {
    }

    /// <summary>Says what conflicts.</summary>
    public ConflictException(string code, string message, string hint = "")
        : base(code, message, hint)
    {
    }
}
