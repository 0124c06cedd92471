using System.Collections.Immutable;
using System.Globalization;
using FuncX.Actors.Runtime.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Turns an interface that derives from IGrain or IGrainObserver into its model.</summary>
internal static class GrainInterfaceParser
{
    public static Parsed<GrainInterfaceModel>? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var syntax = (InterfaceDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(syntax, cancellationToken) is not INamedTypeSymbol type || !IsFirstPart(type, syntax)) return null;
        var isObserver = Implements(type, "Orleans.IGrainObserver");
        if (!isObserver && !Implements(type, "Orleans.IGrain")) return null;
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var place = PlaceInCode.Of(type);
        var shown = Names.Shown(type);
        if (type.IsGenericType) findings.Add(new Finding(Rules.Generic, place, shown));
        if (!Accessibilities.IsUsable(type)) findings.Add(new Finding(Rules.NotAccessible, place, shown));
        var alias = Names.Alias(type);
        var methods = new List<GrainMethodModel>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in type.AllInterfaces.Reverse().Concat([type]).SelectMany(static item => item.GetMembers()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member.IsStatic || !member.IsAbstract || member is IMethodSymbol { AssociatedSymbol: not null }) continue;
            var at = PlaceInCode.Of(member) ?? place;
            if (member is not IMethodSymbol method)
            {
                findings.Add(new Finding(Rules.NotAMethod, at, $"{shown}.{member.Name}"));
                continue;
            }

            var wireName = Attributes.Text(method, Attributes.Alias) ?? method.Name;
            if (methods.Any(other => other.Name == method.Name)) findings.Add(new Finding(Rules.Overload, at, method.Name, shown));
            else if (names.TryGetValue(wireName, out var other)) findings.Add(new Finding(Rules.DuplicateAlias, at, method.Name, wireName, other));
            names[wireName] = method.Name;
            methods.Add(ParseMethod(type, method, alias, wireName, isObserver, findings));
        }

        var model = findings.Count > 0 ? null : new GrainInterfaceModel(
            Names.Type(type), Names.Code(type), alias, isObserver, new EquatableArray<GrainMethodModel>(methods.ToImmutableArray()));
        return new Parsed<GrainInterfaceModel>(model, new EquatableArray<Finding>(findings.ToImmutable()), new AliasUse("interface", alias, shown, place));
    }

    private static GrainMethodModel ParseMethod(
        INamedTypeSymbol type, IMethodSymbol method, string alias, string wireName, bool isObserver, ImmutableArray<Finding>.Builder findings)
    {
        var shown = $"{Names.Shown(type)}.{method.Name}";
        var place = PlaceInCode.Of(method) ?? PlaceInCode.Of(type);
        if (method.IsGenericMethod) findings.Add(new Finding(Rules.Generic, place, shown));
        var (shape, result) = ShapeOf(method.ReturnType);
        if (shape is null || (shape == ReturnShape.Void && !isObserver)) findings.Add(new Finding(Rules.NotATask, place, shown, Names.Shown(method.ReturnType)));
        if (result is not null) CheckType(result, shown + " (result)", place);
        var parameters = new List<GrainParameterModel>();
        var index = 0;
        foreach (var parameter in method.Parameters)
        {
            var at = PlaceInCode.Of(parameter) ?? place;
            if (parameter.RefKind != RefKind.None) findings.Add(new Finding(Rules.ByReference, at, $"{shown}({parameter.Name})"));
            if (parameter.Type.ToDisplayString() == "System.Threading.CancellationToken")
            {
                if (parameters.Any(static item => item.IsToken)) findings.Add(new Finding(Rules.TwoTokens, at, shown));
                parameters.Add(new GrainParameterModel(-1, Names.Declared(parameter.Type), null, true, true));
                continue;
            }

            CheckType(parameter.Type, $"{shown}({parameter.Name})", at);
            var value = WireTypes.Describe(parameter.Type);
            parameters.Add(new GrainParameterModel(
                index++, Names.Declared(parameter.Type), value, false, value.IsImmutable || Attributes.Has(parameter, Attributes.Immutable)));
        }

        var resultValue = result is null ? null : WireTypes.Describe(result);
        return new GrainMethodModel(
            Names.Type(method.ContainingType),
            method.Name,
            wireName,
            Names.MethodId(alias, wireName),
            Names.Declared(method.ReturnType),
            shape ?? ReturnShape.Void,
            resultValue,
            new EquatableArray<GrainParameterModel>(parameters.ToImmutableArray()))
        {
            IsOneWay = shape == ReturnShape.Void || Attributes.Has(method, Attributes.OneWay),
            AlwaysInterleave = Attributes.Has(method, Attributes.AlwaysInterleave),
            IsReadOnly = Attributes.Has(method, Attributes.ReadOnly),
            IsResultImmutable = resultValue is null || resultValue.IsImmutable || Attributes.Find(method.GetReturnTypeAttributes(), Attributes.Immutable) is not null,
            TimeoutTicks = TimeSpan.TryParse(Attributes.Text(method, Attributes.ResponseTimeout), CultureInfo.InvariantCulture, out var timeout) ? timeout.Ticks : null,
        };

        void CheckType(ITypeSymbol checkedType, string what, PlaceInCode? at)
        {
            if (WireTypes.FindUnserializable(checkedType) is { } bad)
            {
                findings.Add(new Finding(Rules.NoSerializer, at, what, Names.Shown(checkedType), Names.Shown(bad)));
            }
        }
    }

    private static (ReturnShape? Shape, ITypeSymbol? Result) ShapeOf(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString() switch
    {
        "void" => (ReturnShape.Void, null),
        "System.Threading.Tasks.Task" => (ReturnShape.Task, null),
        "System.Threading.Tasks.ValueTask" => (ReturnShape.ValueTask, null),
        "System.Threading.Tasks.Task<TResult>" => (ReturnShape.TaskOfT, ((INamedTypeSymbol)type).TypeArguments[0]),
        "System.Threading.Tasks.ValueTask<TResult>" => (ReturnShape.ValueTaskOfT, ((INamedTypeSymbol)type).TypeArguments[0]),
        _ => (null, null),
    };

    private static bool Implements(INamedTypeSymbol type, string name) => type.AllInterfaces.Any(item => item.ToDisplayString() == name);

    /// <summary>An interface in parts is taken once: at its first part that names a base.</summary>
    private static bool IsFirstPart(INamedTypeSymbol type, InterfaceDeclarationSyntax syntax)
        => type.DeclaringSyntaxReferences.First(static part => part.GetSyntax() is InterfaceDeclarationSyntax { BaseList: not null }) is var first
            && first.SyntaxTree == syntax.SyntaxTree && first.Span == syntax.Span;
}
