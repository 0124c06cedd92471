using System.Collections.Immutable;
using FuncX.Actors.Runtime.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Turns a type with <c>[GenerateSerializer]</c> into its model.</summary>
internal static class WireTypeParser
{
    public static Parsed<WireTypeModel>? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: not TypeKind.Enum } type) return null;
        cancellationToken.ThrowIfCancellationRequested();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var place = PlaceInCode.Of(type);
        var shown = Names.Shown(type);
        var isException = WireTypes.IsException(type);
        if (type.IsGenericType) findings.Add(new Finding(Rules.Generic, place, shown));
        if (!Accessibilities.IsUsable(type)) findings.Add(new Finding(Rules.NotAccessible, place, shown));
        if (type.TypeKind == TypeKind.Class && !isException && (!type.IsSealed || type.BaseType?.SpecialType != SpecialType.System_Object))
        {
            findings.Add(new Finding(Rules.NotSealed, place, shown));
        }

        var members = isException ? ParseLevels(type, findings) : WireMemberParser.Parse(type, type.ContainingAssembly, 0, findings);
        var alias = Names.Alias(type);
        var use = new AliasUse("type", alias, shown, place);
        var model = findings.Count > 0 || (isException && type.IsAbstract) ? null : new WireTypeModel(
            Names.Type(type),
            Names.Code(type),
            alias,
            type.IsValueType,
            isException,
            !isException && IsTransparent(type, members),
            WireTypes.IsImmutable(type, []),
            new EquatableArray<WireMember>(members.ToImmutableArray()));
        return new Parsed<WireTypeModel>(model, new EquatableArray<Finding>(findings.ToImmutable()), use);
    }

    /// <summary>A read-only struct of one plain value, the shape of typed ids, is laid out as that value.</summary>
    private static bool IsTransparent(INamedTypeSymbol type, List<WireMember> members) => type is { IsValueType: true, IsReadOnly: true } && members.Count == 1
        && members[0] is { KeepsInitializer: false, Value.Form: not (WireForm.Codec or WireForm.List or WireForm.Bytes) };

    /// <summary>Each class between System.Exception and the type numbers its own members; the level is the upper half of the wire id.</summary>
    private static List<WireMember> ParseLevels(INamedTypeSymbol type, ImmutableArray<Finding>.Builder findings)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var level = type; level is not null && level.ToDisplayString() != "System.Exception"; level = level.BaseType) levels.Push(level);
        var members = new List<WireMember>();
        for (uint index = 0; levels.Count > 0; index++) members.AddRange(WireMemberParser.Parse(levels.Pop(), type.ContainingAssembly, index << 16, findings));
        return members;
    }
}
