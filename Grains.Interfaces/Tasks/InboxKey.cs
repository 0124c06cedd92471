namespace FuncX.Actors;

/// <summary>Key of a client's inbox: the account and a random id, so that nobody can read or fill another's.</summary>
public static class InboxKey
{
    /// <summary><c>user/id</c>.</summary>
    public static string Of(string user, Guid id) => $"{user}/{id:N}";

    /// <summary>The inbox belongs to this account.</summary>
    public static bool BelongsTo(string key, string user) => key.Length == user.Length + 33 && key.StartsWith(user, StringComparison.Ordinal) && key[user.Length] == '/';
}
