using System.Collections.Immutable;
using System.Globalization;
using FuncX.Actors.Runtime.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Turns a class that derives from Grain into its model.</summary>
internal static class GrainClassParser
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    public static Parsed<GrainClassModel>? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var syntax = (ClassDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(syntax, cancellationToken) is not { IsAbstract: false, IsStatic: false } type) return null;
        if (!type.AllInterfaces.Any(static item => item.ToDisplayString() == "Orleans.IGrainBase")) return null;
        var parts = type.DeclaringSyntaxReferences.Where(static part => part.GetSyntax() is ClassDeclarationSyntax { BaseList: not null }).ToList();
        if (parts[0].SyntaxTree != syntax.SyntaxTree || parts[0].Span != syntax.Span) return null;
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var place = PlaceInCode.Of(type);
        var shown = Names.Shown(type);
        if (type.IsGenericType) findings.Add(new Finding(Rules.Generic, place, shown));
        if (!Accessibilities.IsUsable(type)) findings.Add(new Finding(Rules.NotAccessible, place, shown));
        var constructors = type.InstanceConstructors.Where(constructor => Accessibilities.IsUsable(constructor, type.ContainingAssembly)).ToList();
        var chosen = constructors.FirstOrDefault(static item => Attributes.Has(item, Attributes.ActivatorConstructor))
            ?? constructors.OrderByDescending(static item => item.Parameters.Length).FirstOrDefault();
        if (chosen is null) findings.Add(new Finding(Rules.NotConstructible, place, shown, "a public constructor"));
        var arguments = chosen?.Parameters.Select(parameter => Argument(parameter, findings)).ToImmutableArray() ?? ImmutableArray<string>.Empty;
        var interfaces = type.AllInterfaces
            .Where(static item => WireTypes.IsAddressable(item) && !item.ContainingNamespace.ToDisplayString().StartsWith("Orleans", StringComparison.Ordinal))
            .Select(Names.Type).ToImmutableArray();
        var model = findings.Count > 0 ? null : new GrainClassModel(
            Names.Type(type), Names.Code(type), TypeName(type), new EquatableArray<string>(interfaces), new EquatableArray<string>(arguments))
        {
            IsReentrant = Attributes.Has(type, Attributes.Reentrant),
            StatelessWorkers = Attributes.Find(type, Attributes.StatelessWorker) is { } worker ? Attributes.Argument(worker, 0) as int? ?? -1 : 0,
            KeepAlive = Attributes.Has(type, Attributes.KeepAlive) || AgeLimit(type) == long.MaxValue,
            CollectionAgeTicks = AgeLimit(type) is { } ticks and not long.MaxValue ? ticks : null,
        };
        return new Parsed<GrainClassModel>(model, new EquatableArray<Finding>(findings.ToImmutable()), new AliasUse("grain type", TypeName(type), shown, place));
    }

    /// <summary>Orleans' rule: the attribute, or the class name in lower case without "grain" at its end.</summary>
    private static string TypeName(INamedTypeSymbol type)
    {
        if (Attributes.Text(type, Attributes.GrainType) is { } given) return given;
        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
    }

    private static string Argument(IParameterSymbol parameter, ImmutableArray<Finding>.Builder findings)
    {
        var type = Names.Type(parameter.Type);
        if (Attributes.Find(parameter, Attributes.PersistentState) is { } state)
        {
            if (parameter.Type is INamedTypeSymbol { TypeArguments.Length: 1 } named && named.OriginalDefinition.ToDisplayString() == "Orleans.Runtime.IPersistentState<TState>")
            {
                return $"facets.GetPersistentState<{Names.Type(named.TypeArguments[0])}>({Literal(Attributes.Argument(state, 0))}, {Literal(Attributes.Argument(state, 1))})";
            }

            findings.Add(new Finding(Rules.NotConstructible, PlaceInCode.Of(parameter), parameter.Name, "the type IPersistentState<T>, because of [PersistentState]"));
        }

        if (Attributes.Find(parameter, Attributes.FromKeyedServices) is { } keyed) return $"{KeyedServices}.GetRequiredKeyedService<{type}>(services, {Literal(Attributes.Argument(keyed, 0))})";
        if (type == "global::System.IServiceProvider") return "services";
        return parameter is { HasExplicitDefaultValue: true, Type.IsReferenceType: true }
            ? $"{Services}.GetService<{type}>(services)!"
            : $"{Services}.GetRequiredService<{type}>(services)";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Ticks, at least one minute; the greatest number means never.</summary>
    private static long? AgeLimit(INamedTypeSymbol type)
    {
        if (Attributes.Find(type, Attributes.CollectionAgeLimit) is not { } attribute) return null;
        if (Attributes.Named(attribute, "AlwaysActive") is true) return long.MaxValue;
        var sum = TimeSpan.TryParse(Attributes.Argument(attribute, 0) as string, CultureInfo.InvariantCulture, out var text) ? text : TimeSpan.Zero;
        sum += TimeSpan.FromDays(Part("Days")) + TimeSpan.FromHours(Part("Hours")) + TimeSpan.FromMinutes(Part("Minutes"));
        return Math.Max(sum.Ticks, TimeSpan.TicksPerMinute);

        double Part(string name) => Attributes.Named(attribute, name) as double? ?? 0;
    }
}
