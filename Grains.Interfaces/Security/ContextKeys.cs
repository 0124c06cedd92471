namespace FuncX.Actors;

/// <summary>Keys of the request context that belong to this system; a silo strips any other key that starts with the prefix.</summary>
public static class ContextKeys
{
    /// <summary>Prefix of all keys below.</summary>
    public const string Prefix = "funcx.";

    /// <summary>The caller's token (string), set by clients and agents.</summary>
    public const string Token = "funcx.token";

    /// <summary>The cluster secret (byte[]), set by a silo on calls to grains.</summary>
    public const string Secret = "funcx.secret";
}
