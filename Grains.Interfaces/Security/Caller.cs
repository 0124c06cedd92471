namespace FuncX.Actors;

/// <summary>Who asks. Every command carries it; a silo accepts it only from a token it has checked or from another grain of the cluster.</summary>
[GenerateSerializer, Immutable, Alias("funcx.Caller")]
public sealed record Caller
{
    /// <summary>Account name, 1 to 128 characters; empty only in the placeholder.</summary>
    [Id(0)]
    public required string User { get; init; }

    /// <summary>What the caller may be.</summary>
    [Id(1)]
    public required CallerRoles Roles { get; init; }

    /// <summary>The one endpoint an agent serves; null for others.</summary>
    [Id(2)]
    public EndpointId? Endpoint { get; init; }

    /// <summary>Rate class bulk: bounded by in-flight bytes only.</summary>
    [Id(3)]
    public bool IsBulk { get; init; } = false;

    /// <summary>What clients send: the silo fills in the caller that the connection's token names.</summary>
    public static Caller FromToken { get; } = new() { User = "", Roles = CallerRoles.None };

    /// <summary>A grain of this cluster acting by itself.</summary>
    public static Caller System { get; } = new() { User = "system", Roles = CallerRoles.System };

    /// <summary>The caller has this role.</summary>
    public bool Is(CallerRoles role) => (Roles & role) != 0;

    /// <summary>The caller may act on what <paramref name="owner"/> owns.</summary>
    public bool MayActFor(string owner) => Is(CallerRoles.Admin | CallerRoles.System) || (Is(CallerRoles.User) && User == owner);
}
