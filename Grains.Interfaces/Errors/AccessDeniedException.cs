namespace FuncX.Actors;

/// <summary>The caller is known but may not do this.</summary>
[GenerateSerializer, Alias("funcx.AccessDeniedException")]
public sealed class AccessDeniedException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public AccessDeniedException()
    {
    }

    /// <summary>Says what was refused.</summary>
    public AccessDeniedException(string message, string hint = "")
        : base("ACCESS_FORBIDDEN", message, hint)
    {
    }
}
