using System.Collections.Immutable;
using FuncX.Actors.Runtime.Generator.Emit;
using FuncX.Actors.Runtime.Generator.Model;
using FuncX.Actors.Runtime.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FuncX.Actors.Runtime.Generator;

/// <summary>Writes codecs, copiers, proxies, requests and class descriptors for the actor engine.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ActorGenerator : IIncrementalGenerator
{
    /// <summary>Names of the pipeline's steps, for the tests of its caching.</summary>
    public static readonly ImmutableArray<string> Steps = ["WireTypes", "Interfaces", "Classes", "Registration"];

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "Assembly");
        var types = context.SyntaxProvider.ForAttributeWithMetadataName(Attributes.GenerateSerializer, static (_, _) => true, WireTypeParser.Parse);
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null }, GrainInterfaceParser.Parse);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => node is ClassDeclarationSyntax { BaseList: not null }, GrainClassParser.Parse);

        var typeModels = Models(types).WithTrackingName(Steps[0]);
        var interfaceModels = Models(interfaces).WithTrackingName(Steps[1]);
        var classModels = Models(classes).WithTrackingName(Steps[2]);
        Output(context, typeModels.Combine(assembly), static model => model.CodeName, static (model, name) => model.IsException ? ExceptionEmitter.Emit(model, name) : WireTypeEmitter.Emit(model, name));
        Output(context, interfaceModels.Combine(assembly), static model => model.CodeName, GrainInterfaceEmitter.Emit);
        Output(context, classModels.Combine(assembly), static model => model.CodeName, GrainClassEmitter.Emit);

        var statements = All(typeModels.Select(static (model, _) => RegistrationEmitter.Of(model)))
            .Combine(All(interfaceModels.Select(static (model, _) => RegistrationEmitter.Of(model))))
            .Combine(All(classModels.Select(static (model, _) => RegistrationEmitter.Of(model))))
            .Select(static (parts, _) => new EquatableArray<string>([.. parts.Left.Left, .. parts.Left.Right, .. parts.Right]))
            .WithTrackingName(Steps[3]);
        context.RegisterSourceOutput(statements.Combine(assembly), static (output, input) =>
        {
            if (input.Left.Count > 0) output.AddSource("Registration.g.cs", Source(RegistrationEmitter.Emit(input.Left, input.Right)));
        });

        Report(context, types);
        Report(context, interfaces);
        Report(context, classes);
        var uses = Uses(types).Collect().Combine(Uses(interfaces).Collect()).Combine(Uses(classes).Collect());
        context.RegisterSourceOutput(uses, static (output, parts) => ReportDuplicates(output, [.. parts.Left.Left, .. parts.Left.Right, .. parts.Right]));
    }

    private static IncrementalValuesProvider<T> Models<T>(IncrementalValuesProvider<Parsed<T>?> parsed)
        where T : class, IEquatable<T>
        => parsed.Where(static item => item?.Model is not null).Select(static (item, _) => item!.Model!);

    private static IncrementalValuesProvider<AliasUse> Uses<T>(IncrementalValuesProvider<Parsed<T>?> parsed)
        where T : class, IEquatable<T>
        => parsed.Where(static item => item?.Alias is not null).Select(static (item, _) => item!.Alias!);

    private static IncrementalValueProvider<EquatableArray<string>> All(IncrementalValuesProvider<string> items)
        => items.Collect().Select(static (all, _) => new EquatableArray<string>(all));

    private static void Output<T>(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<(T Model, string Assembly)> models, Func<T, string> name, Func<T, string, string> emit)
        => context.RegisterSourceOutput(models, (output, input) => output.AddSource(name(input.Model) + ".g.cs", Source(emit(input.Model, input.Assembly))));

    private static void Report<T>(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Parsed<T>?> parsed)
        where T : class, IEquatable<T>
    {
        var findings = parsed.Where(static item => item is { Findings.Count: > 0 }).SelectMany(static (item, _) => item!.Findings);
        context.RegisterSourceOutput(findings, static (output, finding) => output.ReportDiagnostic(finding.ToDiagnostic()));
    }

    private static void ReportDuplicates(SourceProductionContext output, IEnumerable<AliasUse> uses)
    {
        foreach (var same in uses.GroupBy(static use => (use.Space, use.Alias)))
        {
            var first = same.First();
            foreach (var other in same.Skip(1))
            {
                output.ReportDiagnostic(new Finding(Rules.DuplicateAlias, other.Place, other.Owner, other.Alias, first.Owner).ToDiagnostic());
            }
        }
    }

    private static SourceText Source(string text) => SourceText.From(text, System.Text.Encoding.UTF8);
}
