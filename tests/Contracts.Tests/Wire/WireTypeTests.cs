using System.Reflection;
using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Wire;

[Trait("Category", "Contract")]
public class WireTypeTests
{
    [Fact]
    public void Types_OfTheContracts_AreFound()
    {
        Assert.True(Product.WireRecords.Count > 20, "Reflection finds hardly any wire record: the other tests would prove nothing.");
        Assert.True(Product.GrainInterfaces.Count >= 7);
        Assert.True(Product.WireErrors.Count > 5);
    }

    [Fact]
    public void Alias_OfEveryWireTypeAndGrainInterface_IsExplicitAndUnique()
    {
        var named = Product.WireTypes.Concat(Product.GrainInterfaces).Select(static t => (Type: t, Alias: Product.Alias(t))).ToArray();
        Violations.None("Every wire type and grain interface has an [Alias].", named.Where(static n => string.IsNullOrWhiteSpace(n.Alias)).Select(static n => n.Type.FullName!));
        Violations.None(
            "An alias names one type in the whole solution.",
            named.GroupBy(static n => n.Alias).Where(static g => g.Count() > 1).Select(static g => $"{g.Key}: {string.Join(", ", g.Select(static n => n.Type.FullName))}"));
    }

    [Fact]
    public void Shape_OfEveryWireRecord_IsASealedRecordOrAOneFieldStruct() =>
        Violations.None("Wire types are sealed records, ids readonly record structs of one field.", Product.WireRecords.SelectMany(Shape));

    [Fact]
    public void Members_OfEveryWireType_HaveUniqueIds() =>
        Violations.None("Every public settable property has an [Id], unique in its type; nothing else has one.", Product.WireTypes.Where(static t => !t.IsEnum).SelectMany(Ids));

    [Fact]
    public void Members_OfEveryWireRecord_AreOfTheListedKinds() =>
        Violations.None(
            "Members are primitives, string, Guid, DateTimeOffset, TimeSpan, bytes, wire enums and types, nullable, arrays, List, Dictionary, ImmutableArray of these.",
            from type in Product.WireTypes.Where(static t => !t.IsEnum)
            from property in WireMembers.Settable(type)
            where !WireMembers.IsAllowed(property.PropertyType)
            select $"{type.FullName}.{property.Name}: {property.PropertyType}");

    [Fact]
    public void Members_OfContractRecords_AreInitOnly() =>
        Violations.None(
            "Records of Grains.Interfaces do not change after they are made.",
            from type in Product.WireRecords.Where(static t => t.Assembly == Product.Contracts)
            from property in WireMembers.Settable(type)
            where !property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            select $"{type.FullName}.{property.Name}");

    [Fact]
    public void Errors_OfTheSystem_AreSerializableOneLevelBelowTheBase() =>
        Violations.None("Errors that cross the wire are sealed, [GenerateSerializer], and directly below FuncXException.", Product.WireErrors.SelectMany(ErrorShape));

    [Fact]
    public void Exceptions_WithASerializer_DeriveFromTheBase() =>
        Violations.None(
            "A serializable exception derives from FuncXException.",
            Product.WireTypes.Where(static t => typeof(Exception).IsAssignableFrom(t) && !typeof(FuncXException).IsAssignableFrom(t)).Select(static t => t.FullName!));

    private static IEnumerable<string> Shape(Type type)
    {
        if (type.IsGenericType)
            yield return $"{type.FullName}: generic";
        if (type.BaseType != (type.IsValueType ? typeof(ValueType) : typeof(object)))
            yield return $"{type.FullName}: inherits {type.BaseType}";
        if (!type.IsSealed)
            yield return $"{type.FullName}: not sealed";
        if (type.GetMethod("Deconstruct") is not null)
            yield return $"{type.FullName}: positional";
        if (type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is null)
            yield return $"{type.FullName}: not a record";
        if (!type.IsValueType)
            yield break;
        if (!type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute), inherit: false))
            yield return $"{type.FullName}: a struct that is not readonly";
        if (type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length != 1)
            yield return $"{type.FullName}: a struct of more than one field";
    }

    private static IEnumerable<string> Ids(Type type)
    {
        foreach (var property in WireMembers.Settable(type).Where(static p => WireMembers.IdOf(p) is null))
            yield return $"{type.FullName}.{property.Name}: no [Id]";
        var identified = WireMembers.Identified(type);
        foreach (var member in identified.Except(WireMembers.Settable(type)))
            yield return $"{type.FullName}.{member.Name}: [Id] on what is not a public settable property";
        foreach (var twice in identified.GroupBy(WireMembers.IdOf).Where(static g => g.Count() > 1))
            yield return $"{type.FullName}: id {twice.Key} on {string.Join(" and ", twice.Select(static m => m.Name))}";
    }

    private static IEnumerable<string> ErrorShape(Type error)
    {
        if (!error.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            yield return $"{error.FullName}: no [GenerateSerializer]";
        if (error == typeof(FuncXException))
            yield break;
        if (error.BaseType != typeof(FuncXException))
            yield return $"{error.FullName}: below {error.BaseType}";
        if (!error.IsSealed)
            yield return $"{error.FullName}: not sealed";
        if (error.GetConstructor(Type.EmptyTypes) is null)
            yield return $"{error.FullName}: no parameterless constructor to be read with";
    }
}
