using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FuncX.Actors.Contracts.Tests.Surface;

/// <summary>Writes public and protected members as one line each, in the format of orleans-signatures.txt.</summary>
internal static class SignatureText
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What every type has or the compiler makes of a record; the reference leaves them out as well.
    private static readonly HashSet<string> Usual =
        new(StringComparer.Ordinal) { "Equals", "GetHashCode", "ToString", "CompareTo", "TryFormat", "PrintMembers", "<Clone>$", "Deconstruct", "EqualityContract", "GetObjectData", "GetType" };

    /// <summary>Kind and modifiers, such as <c>sealed class</c>.</summary>
    public static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        if (type.IsEnum)
            return "enum";
        if (type.IsValueType)
            return "struct";
        if (typeof(Delegate).IsAssignableFrom(type))
            return "delegate";
        var modifier = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        return modifier + "class";
    }

    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(Constraint));

    public static IReadOnlyList<string> Members(Type type)
    {
        if (type.IsEnum)
            return [.. Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal)];
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Method(type.GetMethod("Invoke")!)];
        var lines = type.GetConstructors(Own).Where(static c => IsSeen(c) && !IsCopy(c)).Select(static c => $"{Scope(c)}ctor({Parameters(c)})")
            .Concat(type.GetProperties(Own).Where(IsSeen).Select(Property))
            .Concat(type.GetFields(Own).Where(static f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Field))
            .Concat(type.GetMethods(Own).Where(static m => IsSeen(m) && !m.IsSpecialName && !Usual.Contains(m.Name) && m.GetBaseDefinition() == m).Select(Method));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static bool IsSeen(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsSeen(PropertyInfo property) =>
        !Usual.Contains(property.Name) && (IsSeen(property.GetMethod) || IsSeen(property.SetMethod)) && (property.GetMethod ?? property.SetMethod)!.GetBaseDefinition() == (property.GetMethod ?? property.SetMethod);

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType && constructor.DeclaringType!.GetMethod("<Clone>$") is not null;

    private static string Property(PropertyInfo property)
    {
        var first = (IsSeen(property.GetMethod) ? property.GetMethod : property.SetMethod)!;
        var accessors = "";
        if (IsSeen(property.GetMethod))
            accessors += " get;";
        if (IsSeen(property.SetMethod))
            accessors += property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        return $"{Scope(first)}{Dispatch(first)}{TypeNames.Of(property.PropertyType, new NullabilityInfoContext().Create(property))} {property.Name} {{{accessors} }}";
    }

    private static string Field(FieldInfo field) => $"field {(field.IsStatic ? "static " : "")}{TypeNames.Of(field.FieldType)} {field.Name}";

    private static string Method(MethodInfo method)
    {
        var type = TypeNames.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        var generic = method.IsGenericMethod ? $"<{string.Join(',', method.GetGenericArguments().Select(static a => a.Name))}>" : "";
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        var tail = method.DeclaringType!.IsInterface && !method.IsAbstract && !method.IsStatic ? " [default implementation]" : "";
        return $"{Scope(method)}{Dispatch(method)}{type} {method.Name}{generic}({isExtension}{Parameters(method)}){Constraints(method.IsGenericMethod ? method.GetGenericArguments() : [])}{tail}";
    }

    private static string Scope(MethodBase method) => method.IsPublic || method.DeclaringType!.IsInterface ? "" : "protected ";

    private static string Dispatch(MethodInfo method)
    {
        if (method.IsStatic)
            return "static ";
        if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal)
            return "";
        return method.IsAbstract ? "abstract " : "virtual ";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } when parameter.IsIn => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter) : "";
        return $"{way}{TypeNames.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        var number when parameter.ParameterType.IsEnum => Enum.GetName(parameter.ParameterType, number) ?? number.ToString()!,
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    private static string Constraint(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var parts = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Add("struct");
        else if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Add("class");
        parts.AddRange(parameter.GetGenericParameterConstraints().Where(static c => c != typeof(ValueType)).Select(TypeNames.Of));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Add("new()");
        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }
}
