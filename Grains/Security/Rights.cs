namespace FuncX.Actors.Grains.Security;

/// <summary>Who may use what: pure.</summary>
internal static class Rights
{
    public static bool MayUse(Caller caller, string owner, bool isPublic) => isPublic || caller.MayActFor(owner);
}
