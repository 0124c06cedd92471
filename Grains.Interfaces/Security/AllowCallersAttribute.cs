namespace FuncX.Actors;

/// <summary>Roles that may call a grain method. A method without it is refused to everybody (default deny).</summary>
/// <param name="roles">One of them is enough.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowCallersAttribute(CallerRoles roles) : Attribute
{
    /// <summary>The roles let in.</summary>
    public CallerRoles Roles { get; } = roles;
}
