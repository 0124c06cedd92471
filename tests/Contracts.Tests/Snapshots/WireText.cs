using System.Globalization;
using System.Reflection;
using FuncX.Actors.Contracts.Tests.Support;
using FuncX.Actors.Contracts.Tests.Surface;
using FuncX.Actors.Contracts.Tests.Wire;
using Orleans.Concurrency;

namespace FuncX.Actors.Contracts.Tests.Snapshots;

/// <summary>The wire as text: what two versions must agree on to understand each other.</summary>
internal static class WireText
{
    public static IEnumerable<string> Lines() => Product.WireTypes.Concat(Product.GrainInterfaces).OrderBy(Product.Alias, StringComparer.Ordinal).SelectMany(Block);

    private static IEnumerable<string> Block(Type type)
    {
        yield return $"{Kind(type)} {Product.Alias(type)}{(type.IsDefined(typeof(ImmutableAttribute), inherit: false) ? " immutable" : "")} = {TypeNames.Full(type)}";
        foreach (var line in type.IsInterface ? Methods(type) : type.IsEnum ? Values(type) : Members(type))
            yield return "  " + line;
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "id",
        _ when typeof(Exception).IsAssignableFrom(type) => "error",
        _ => "record",
    };

    private static IEnumerable<string> Values(Type type) =>
        Enum.GetValues(type).Cast<object>().Select(v => $"{Convert.ToInt64(v, CultureInfo.InvariantCulture)} {v}").Prepend($"of {TypeNames.Of(Enum.GetUnderlyingType(type))}");

    private static IEnumerable<string> Members(Type type) =>
        WireMembers.Settable(type).Select(static p => $"{WireMembers.IdOf(p)} {p.Name}: {Name(p.PropertyType, new NullabilityInfoContext().Create(p))}");

    // Both engines name a method on the wire by its name and look nowhere else: no overloads.
    private static IEnumerable<string> Methods(Type type) =>
        type.GetMethods().OrderBy(static m => m.Name, StringComparer.Ordinal).Select(static m =>
            $"{m.Name}({string.Join(", ", m.GetParameters().Select(static p => $"{p.Name}: {Name(p.ParameterType, new NullabilityInfoContext().Create(p))}"))}): {Result(m.ReturnType)}{Marks(m)}");

    private static string Marks(MethodInfo method)
    {
        var marks = new List<string>();
        if (method.GetCustomAttribute<AllowCallersAttribute>() is { } allowed)
            marks.Add($"callers {allowed.Roles.ToString().Replace(", ", "|", StringComparison.Ordinal)}");
        if (method.IsDefined(typeof(AlwaysInterleaveAttribute)))
            marks.Add("interleaves");
        if (method.IsDefined(typeof(OneWayAttribute)))
            marks.Add("one way");
        return marks.Count == 0 ? "" : $" [{string.Join(", ", marks)}]";
    }

    private static string Result(Type type) => type.IsGenericType ? Short(type.GetGenericArguments()[0]) : "nothing";

    private static string Name(Type type, NullabilityInfo nullability) =>
        Short(type) + (!type.IsValueType && nullability.ReadState == NullabilityState.Nullable ? "?" : "");

    private static string Short(Type type)
    {
        if (type.IsArray)
            return Short(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Short(value) + "?";
        if (type.IsGenericType)
            return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>";
        return Product.Alias(type) ?? (type.Namespace == nameof(System) && TypeNames.Of(type).StartsWith("System.", StringComparison.Ordinal) ? type.Name : TypeNames.Of(type));
    }
}
