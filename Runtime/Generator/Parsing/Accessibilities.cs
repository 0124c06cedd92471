using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>What generated code of the same assembly may name.</summary>
internal static class Accessibilities
{
    public static bool IsUsable(INamedTypeSymbol type)
    {
        for (var item = type; item is not null; item = item.ContainingType)
        {
            if (!IsUsable(item.DeclaredAccessibility) || item.IsFileLocal) return false;
        }

        return true;
    }

    public static bool IsUsable(Accessibility accessibility) => accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Usable from the assembly being compiled, which need not be the one that declares it.</summary>
    public static bool IsUsable(ISymbol member, IAssemblySymbol from) => member.DeclaredAccessibility == Accessibility.Public
        || (IsUsable(member.DeclaredAccessibility) && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, from));
}
