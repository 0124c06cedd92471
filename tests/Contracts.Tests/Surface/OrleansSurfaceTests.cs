using System.Reflection;
using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Surface;

/// <summary>The embedded engine adds nothing to Orleans' namespaces that Orleans does not have.</summary>
[Trait("Category", "Contract")]
public class OrleansSurfaceTests
{
    private static readonly Assembly[] Engine = [typeof(Grain).Assembly, typeof(CoreHostingExtensions).Assembly];

    private static readonly IReadOnlyDictionary<string, OrleansSignature> Reference = OrleansSignature.Load();

    private static readonly Type[] Ours =
        [.. Engine.Distinct().SelectMany(static a => a.GetExportedTypes()).Where(static t => IsOrleans(t.Namespace)).OrderBy(static t => t.FullName, StringComparer.Ordinal)];

    // The other engine is Orleans itself: nothing to compare.
    public static bool RunsOnOrleans => !typeof(Grain).Assembly.GetName().Name!.StartsWith("FuncX", StringComparison.Ordinal);

    [Fact(SkipWhen = nameof(RunsOnOrleans), Skip = "Built against Orleans itself.")]
    public void Types_OfTheEngine_ExistInOrleans() =>
        Violations.None(
            "A public type in a namespace of Orleans is listed in orleans-signatures.txt, or in UnlistedTypes with a reason.",
            Ours.Select(TypeNames.Full).Where(static n => !Reference.ContainsKey(n) && !UnlistedTypes.Reasons.ContainsKey(n)));

    [Fact(SkipWhen = nameof(RunsOnOrleans), Skip = "Built against Orleans itself.")]
    public void UnlistedTypes_AreThereAndHaveAReason()
    {
        Violations.None("No longer in the engine, or listed in the reference now.", UnlistedTypes.Reasons.Keys.Where(static n => Reference.ContainsKey(n) || !Ours.Any(t => TypeNames.Full(t) == n)));
        Violations.None("No such difference any more.", UnlistedTypes.Members.Except(Listed().SelectMany(static t => SignatureText.Members(t.Type).Select(m => $"{TypeNames.Full(t.Type)}: {m}"))));
        Assert.DoesNotContain(UnlistedTypes.Reasons.Values, string.IsNullOrWhiteSpace);
    }

    [Fact(SkipWhen = nameof(RunsOnOrleans), Skip = "Built against Orleans itself.")]
    public void Kinds_OfTheEnginesTypes_AreThoseOfOrleans() =>
        Violations.None("Kind, base class, interfaces and attribute targets are those of Orleans.", Listed().SelectMany(static t => Heads(t.Type, t.Theirs)));

    [Fact(SkipWhen = nameof(RunsOnOrleans), Skip = "Built against Orleans itself.")]
    public void Members_OfTheEnginesTypes_AreThoseOfOrleans() =>
        Violations.None(
            "A public or protected member looks exactly as in Orleans (names, types, defaults, constraints, nullability).",
            from type in Listed()
            from member in SignatureText.Members(type.Type)
            where !type.Theirs.Members.Contains(member) && !UnlistedTypes.Members.Contains($"{TypeNames.Full(type.Type)}: {member}")
            select $"{TypeNames.Full(type.Type)}{Environment.NewLine}      ours:    {member}{Environment.NewLine}      Orleans: {Nearest(member, type.Theirs)}");

    [Fact]
    public void Reference_IsReadWhole()
    {
        Assert.True(Reference.Count > 100);
        Assert.Contains("Class, Struct, Property, Field, Parameter, ReturnValue", Reference["Orleans.ImmutableAttribute"].Targets, StringComparison.Ordinal);
        Assert.Equal(["Orleans.IGrain", "Orleans.Runtime.IAddressable"], Reference["Orleans.IGrainWithGuidKey"].Parents);
    }

    private static IEnumerable<(Type Type, OrleansSignature Theirs)> Listed() =>
        Ours.Where(static t => Reference.ContainsKey(TypeNames.Full(t))).Select(static t => (t, Reference[TypeNames.Full(t)]));

    private static bool IsOrleans(string? space) =>
        space is not null && (space == "Orleans" || space.StartsWith("Orleans.", StringComparison.Ordinal) || space == "Microsoft.Extensions.Hosting");

    private static IEnumerable<string> Heads(Type type, OrleansSignature theirs)
    {
        var name = TypeNames.Full(type);
        if (SignatureText.Kind(type) != theirs.Kind)
            yield return $"{name}: {SignatureText.Kind(type)}, in Orleans {theirs.Kind}";
        if (type is { IsInterface: false, IsValueType: false } && type.BaseType != typeof(object) && !theirs.Parents.Contains(TypeNames.Full(type.BaseType!)))
            yield return $"{name}: derives from {TypeNames.Full(type.BaseType!)}, in Orleans from {string.Join(", ", theirs.Parents)}";
        if (!type.IsValueType)
        {
            foreach (var contract in type.GetInterfaces().Where(static i => IsOrleans(i.Namespace)).Select(TypeNames.Full).Except(theirs.Parents))
                yield return $"{name}: implements {contract}, in Orleans {string.Join(", ", theirs.Parents)}";
        }
        if (typeof(Attribute).IsAssignableFrom(type) && Targets(type) != theirs.Targets)
            yield return $"{name}: targets {Targets(type)}, in Orleans {theirs.Targets}";
    }

    private static string Targets(Type attribute)
    {
        var usage = attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!;
        return usage.ValidOn + (usage.AllowMultiple ? ", multiple" : "");
    }

    private static string Nearest(string member, OrleansSignature theirs)
    {
        var name = NameOf(member);
        var near = theirs.Members.Where(m => NameOf(m) == name).ToArray();
        return near.Length == 0 ? "(none)" : string.Join(Environment.NewLine + "               ", near);
    }

    private static string NameOf(string member) => member.Split('(', '{', '=')[0].Trim().Split(' ')[^1].Split('<')[0];
}
