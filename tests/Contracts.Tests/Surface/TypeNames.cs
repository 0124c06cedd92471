using System.Reflection;

namespace FuncX.Actors.Contracts.Tests.Surface;

/// <summary>Names of types as orleans-signatures.txt writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        return Full(type);
    }

    /// <summary>With the question mark that the compiler recorded for a reference at the top.</summary>
    public static string Of(Type type, NullabilityInfo nullability)
    {
        var reference = type.IsByRef ? type.GetElementType()! : type;
        var isNullable = !reference.IsValueType && (nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable);
        return Of(type) + (isNullable ? "?" : "");
    }

    /// <summary>Namespace, outer types and name; arguments in angle brackets.</summary>
    public static string Full(Type type)
    {
        var name = type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
            name = $"{name[..tick]}<{string.Join(',', type.GetGenericArguments().Select(Of))}>";
        var place = type.IsNested ? Full(type.DeclaringType!) : type.Namespace;
        return $"{place}.{name}";
    }
}
