using System.Collections.Immutable;
using FuncX.Actors.Runtime.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Finds the numbered members of one class or struct.</summary>
internal static class WireMemberParser
{
    public static List<WireMember> Parse(INamedTypeSymbol type, IAssemblySymbol from, uint idBase, ImmutableArray<Finding>.Builder findings)
    {
        var isException = WireTypes.IsException(type);
        var members = new List<WireMember>();
        var byId = new Dictionary<uint, string>();
        var positional = isException ? ImmutableArray<IParameterSymbol>.Empty : PrimaryParameters(type);
        foreach (var parameter in positional)
        {
            var property = type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();
            if (property is null) continue;
            var id = Attributes.WireId(parameter) ?? Attributes.WireId(property) ?? (uint)parameter.Ordinal;
            Add(property, property.Type, id, MemberSet.Constructor, "", keepsInitializer: false);
        }

        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic || member.IsImplicitlyDeclared || positional.Any(parameter => parameter.Name == member.Name && member is IPropertySymbol)) continue;
            if (member is IPropertySymbol { IsIndexer: false } property) AddProperty(property);
            else if (member is IFieldSymbol field && Attributes.WireId(field) is { } id) AddField(field, id);
        }

        if (!isException && members.All(static member => member.Set != MemberSet.Constructor) && !HasDefaultConstructor(type, from))
        {
            findings.Add(new Finding(Rules.NotConstructible, PlaceInCode.Of(type), Names.Shown(type), "a constructor without parameters (or to be a positional record)"));
        }

        return members;

        void AddProperty(IPropertySymbol property)
        {
            if (Attributes.WireId(property) is not { } id)
            {
                if (property is { SetMethod.DeclaredAccessibility: Accessibility.Public, IsOverride: false, DeclaredAccessibility: Accessibility.Public })
                {
                    findings.Add(new Finding(Rules.IdMissing, PlaceInCode.Of(property) ?? PlaceInCode.Of(type), property.Name, Names.Shown(type)));
                }

                return;
            }

            var keeps = !property.IsRequired && HasInitializer(property);
            var usable = property.SetMethod is { } setter && Accessibilities.IsUsable(setter, from);
            var set = property.SetMethod switch
            {
                null => MemberSet.Field,
                _ when isException => MemberSet.Setter,
                _ when usable && !keeps => MemberSet.Initializer,
                { IsInitOnly: false } when usable => MemberSet.Assignment,
                _ => MemberSet.Setter,
            };
            Add(property, property.Type, id, set, set == MemberSet.Field ? $"<{property.Name}>k__BackingField" : "set_" + property.Name, keeps);
        }

        void AddField(IFieldSymbol field, uint id)
        {
            var usable = Accessibilities.IsUsable(field, from) && !field.IsReadOnly && !isException;
            Add(field, field.Type, id, usable ? MemberSet.Initializer : MemberSet.Field, field.Name, keepsInitializer: false);
        }

        void Add(ISymbol member, ITypeSymbol memberType, uint id, MemberSet set, string accessor, bool keepsInitializer)
        {
            var place = PlaceInCode.Of(member) ?? PlaceInCode.Of(type);
            if (byId.TryGetValue(id, out var other)) findings.Add(new Finding(Rules.DuplicateId, place, member.Name, id.ToString(), other));
            byId[id] = member.Name;
            if (WireTypes.FindUnserializable(memberType) is { } bad)
            {
                findings.Add(new Finding(Rules.NoSerializer, place, $"{Names.Shown(type)}.{member.Name}", Names.Shown(memberType), Names.Shown(bad)));
                return;
            }

            var readable = member is IPropertySymbol { GetMethod: { } getter } ? Accessibilities.IsUsable(getter, from) : Accessibilities.IsUsable(member, from);
            var value = WireTypes.Describe(memberType);
            var field = member is IPropertySymbol ? $"<{member.Name}>k__BackingField" : member.Name;
            members.Add(new WireMember(
                member.Name,
                idBase | id,
                value,
                readable ? MemberGet.Direct : MemberGet.Field,
                set,
                Names.Type(type),
                readable ? accessor : set == MemberSet.Setter ? accessor : field,
                keepsInitializer,
                value.IsImmutable || Attributes.Has(member, Attributes.Immutable)));
        }
    }

    /// <summary>Parameters of a positional record; for other types only if the attribute asks for them.</summary>
    private static ImmutableArray<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type)
    {
        var attribute = Attributes.Find(type, Attributes.GenerateSerializer);
        var wanted = attribute is null ? null : Attributes.Named(attribute, "IncludePrimaryConstructorParameters") as bool?;
        if (wanted == false || !type.IsRecord) return ImmutableArray<IParameterSymbol>.Empty;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is RecordDeclarationSyntax)) return constructor.Parameters;
        }

        return ImmutableArray<IParameterSymbol>.Empty;
    }

    private static bool HasInitializer(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null });

    private static bool HasDefaultConstructor(INamedTypeSymbol type, IAssemblySymbol from) => type.IsValueType
        || type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && Accessibilities.IsUsable(constructor, from));
}
