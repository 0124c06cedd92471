namespace FuncX.Actors;

/// <summary>What a caller may be. A grain method names the roles it lets in.</summary>
[Flags]
[GenerateSerializer, Alias("funcx.CallerRoles")]
public enum CallerRoles
{
    /// <summary>Nobody: the placeholder that a client sends; the silo replaces it by what the token says.</summary>
    None = 0,

    /// <summary>A person or a gateway with an account.</summary>
    User = 1,

    /// <summary>An administrator: sees and ends everything.</summary>
    Admin = 2,

    /// <summary>The agent of one endpoint; can do nothing but serve it.</summary>
    Agent = 4,

    /// <summary>Another grain of the same cluster.</summary>
    System = 8,
}
