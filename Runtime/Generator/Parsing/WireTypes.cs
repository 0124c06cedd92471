using FuncX.Actors.Runtime.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Which types can travel, how they are written, and whether copies may share them.</summary>
internal static class WireTypes
{
    private static readonly HashSet<string> ImmutableOthers = new(StringComparer.Ordinal)
    {
        "System.DateTimeOffset", "System.TimeSpan", "Orleans.Runtime.GrainId", "Orleans.Runtime.SiloAddress",
    };

    public static WireValue Describe(ITypeSymbol type)
    {
        var (form, number) = FormOf(type);
        return new WireValue(Names.Type(type), Names.Declared(type), form, number, type.IsReferenceType, IsImmutable(type, []));
    }

    /// <summary>The innermost type that cannot travel, or null if all can.</summary>
    public static ITypeSymbol? FindUnserializable(ITypeSymbol type)
    {
        if (NumberOf(type.SpecialType) is not null || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Single
            or SpecialType.System_Double or SpecialType.System_String or SpecialType.System_DateTime)
        {
            return null;
        }

        if (type is IArrayTypeSymbol array) return array.Rank == 1 ? FindUnserializable(array.ElementType) : type;
        if (type.TypeKind == TypeKind.Error) return null; // the compiler has said so already
        if (type is not INamedTypeSymbol named) return type;
        if (named.TypeKind == TypeKind.Enum) return null;
        if (named.TypeKind == TypeKind.Interface) return IsAddressable(named) ? null : type;
        var name = OriginalName(named);
        if (name == "System.Guid" || ImmutableOthers.Contains(name)) return null;
        if (name == "System.ReadOnlyMemory<T>") return named.TypeArguments[0].SpecialType == SpecialType.System_Byte ? null : type;
        if (IsCollection(name) || name == "System.Nullable<T>") return named.TypeArguments.Select(FindUnserializable).FirstOrDefault(static found => found is not null);
        return Attributes.Has(named, Attributes.GenerateSerializer) && !IsException(named) && !named.IsGenericType ? null : type;
    }

    public static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == "System.Exception") return true;
        }

        return false;
    }

    public static bool IsAddressable(ITypeSymbol type) => type.AllInterfaces.Any(static item => item.ToDisplayString() == "Orleans.Runtime.IAddressable");

    /// <summary>Nothing reachable from a value can change. A type that contains itself is as immutable as the rest of it.</summary>
    public static bool IsImmutable(ITypeSymbol type, HashSet<ITypeSymbol> visiting)
    {
        if (NumberOf(type.SpecialType) is not null || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Single
            or SpecialType.System_Double or SpecialType.System_String or SpecialType.System_DateTime || type.TypeKind == TypeKind.Enum)
        {
            return true;
        }

        if (type is not INamedTypeSymbol named || named.TypeKind == TypeKind.Interface) return false;
        var name = OriginalName(named);
        if (name == "System.Guid" || ImmutableOthers.Contains(name)) return true;
        if (name is "System.Nullable<T>" or "System.Collections.Immutable.ImmutableArray<T>") return IsImmutable(named.TypeArguments[0], visiting);
        if (!Attributes.Has(named, Attributes.GenerateSerializer)) return false;
        if (Attributes.Has(named, Attributes.Immutable) || !visiting.Add(named.OriginalDefinition)) return true;
        return named.GetMembers().All(member => MemberIsImmutable(member, visiting));
    }

    private static bool MemberIsImmutable(ISymbol member, HashSet<ITypeSymbol> visiting) => member switch
    {
        { IsStatic: true } => true,
        IPropertySymbol { SetMethod: { IsInitOnly: false } } => false,
        IPropertySymbol property => Attributes.Has(property, Attributes.Immutable) || !Travels(property) || IsImmutable(property.Type, visiting),
        IFieldSymbol { IsImplicitlyDeclared: true } => true,
        IFieldSymbol field => field.IsReadOnly && (Attributes.Has(field, Attributes.Immutable) || IsImmutable(field.Type, visiting)),
        _ => true,
    };

    private static bool Travels(IPropertySymbol property) => Attributes.WireId(property) is not null || property.SetMethod is not null;

    private static (WireForm Form, string Number) FormOf(ITypeSymbol type)
    {
        var number = type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying.SpecialType : type.SpecialType;
        if (number == SpecialType.System_Char) return (WireForm.Unsigned, "char");
        if (NumberOf(number) is { } keyword) return (keyword is "sbyte" or "short" or "int" or "long" ? WireForm.Signed : WireForm.Unsigned, keyword);
        if (type.SpecialType == SpecialType.System_Boolean) return (WireForm.Boolean, "");
        if (type.SpecialType == SpecialType.System_String) return (WireForm.String, "");
        if (type is IArrayTypeSymbol array) return (array.ElementType.SpecialType == SpecialType.System_Byte ? WireForm.Bytes : WireForm.List, "");
        if (type is not INamedTypeSymbol named) return (WireForm.Codec, "");
        var name = OriginalName(named);
        if (name == "System.Guid") return (WireForm.Guid, "");
        return (IsCollection(name) && !name.StartsWith("System.Collections.Generic.Dictionary", StringComparison.Ordinal) ? WireForm.List : WireForm.Codec, "");
    }

    private static string? NumberOf(SpecialType type) => type switch
    {
        SpecialType.System_Byte => "byte",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        _ => null,
    };

    private static bool IsCollection(string name) => name is "System.Collections.Generic.List<T>" or "System.Collections.Generic.Dictionary<TKey, TValue>"
        or "System.Collections.Immutable.ImmutableArray<T>";

    private static string OriginalName(INamedTypeSymbol type) => type.OriginalDefinition.ToDisplayString();
}
