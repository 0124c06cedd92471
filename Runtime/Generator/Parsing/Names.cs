using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Names of symbols, in C# and on the wire.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>With nullable marks, for signatures.</summary>
    public static string Declared(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>Without a nullable mark of its own, for typeof and codecs.</summary>
    public static string Type(ITypeSymbol type)
        => type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Qualified) : type.ToDisplayString(Qualified);

    /// <summary>For people.</summary>
    public static string Shown(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The alias, or the full name as reflection has it.</summary>
    public static string Alias(ISymbol symbol) => Attributes.Text(symbol, Attributes.Alias) ?? (symbol is INamedTypeSymbol type ? FullName(type) : symbol.Name);

    /// <summary>Namespace and nesting with underscores.</summary>
    public static string Code(INamedTypeSymbol type)
    {
        var text = new StringBuilder(type.ToDisplayString(Plain));
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) text[i] = '_';
        }

        return text.ToString();
    }

    /// <summary>First eight bytes, little endian, of SHA-256 over "interface/method".</summary>
    public static ulong MethodId(string interfaceName, string methodName)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToUInt64(sha.ComputeHash(Encoding.UTF8.GetBytes(interfaceName + "/" + methodName)), 0);
    }

    private static string FullName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return FullName(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.MetadataName : type.MetadataName;
    }
}
