using System.Collections.Immutable;
using System.Reflection;

namespace FuncX.Actors.Contracts.Tests.Wire;

/// <summary>Members of wire types and the kinds that they may have.</summary>
internal static class WireMembers
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Simple =
        [typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(char), typeof(float), typeof(double), typeof(decimal), typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan), typeof(ReadOnlyMemory<byte>)];

    /// <summary>Own public properties that can be set, in order of their ids.</summary>
    public static IReadOnlyList<PropertyInfo> Settable(Type type) =>
        [.. type.GetProperties(Own).Where(static p => p.SetMethod is { IsPublic: true }).OrderBy(static p => IdOf(p) ?? uint.MaxValue)];

    /// <summary>Everything of the type that carries an id, private members included.</summary>
    public static IReadOnlyList<MemberInfo> Identified(Type type) =>
        [.. type.GetMembers(Own).Where(static m => m is PropertyInfo or FieldInfo && IdOf(m) is not null)];

    public static uint? IdOf(MemberInfo member) => member.GetCustomAttribute<IdAttribute>(inherit: false)?.Id;

    /// <summary>One of the kinds that both engines serialize alike.</summary>
    public static bool IsAllowed(Type type)
    {
        if (type.IsArray)
            return type.GetArrayRank() == 1 && IsAllowed(type.GetElementType()!);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return IsAllowed(inner);
        if (type.IsGenericType && type != typeof(ReadOnlyMemory<byte>))
        {
            var shape = type.GetGenericTypeDefinition();
            return (shape == typeof(List<>) || shape == typeof(Dictionary<,>) || shape == typeof(ImmutableArray<>)) && type.GetGenericArguments().All(IsAllowed);
        }
        return Simple.Contains(type) || type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);
    }
}
