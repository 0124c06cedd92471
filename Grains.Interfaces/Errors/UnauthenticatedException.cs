namespace FuncX.Actors;

/// <summary>There is no token, or it is wrong, expired or revoked.</summary>
[GenerateSerializer, Alias("funcx.UnauthenticatedException")]
public sealed class UnauthenticatedException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public UnauthenticatedException()
    {
    }

    /// <summary>Says what is wrong with the token.</summary>
    public UnauthenticatedException(string message)
        : base("USER_UNAUTHENTICATED", message, "Set FUNCX_TOKEN, or write a valid token to $FUNCX_HOME/token (mode 0600).")
    {
    }
}
