using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FuncX.Actors.Runtime.Tests.Codegen;

/// <summary>Runs the generator over source text.</summary>
internal static class GeneratorRun
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Orleans;
        using Orleans.Concurrency;
        using Orleans.Runtime;

        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp13);

    private static readonly MetadataReference[] References = [.. AppDomain.CurrentDomain.GetAssemblies()
        .Append(typeof(WireWriter).Assembly).Append(typeof(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions).Assembly).Distinct()
        .Where(static assembly => !assembly.IsDynamic && assembly.Location.Length > 0 && assembly.GetName().Name != "FuncX.Actors.Runtime.Tests")
        .Select(static assembly => MetadataReference.CreateFromFile(assembly.Location))];

    public static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new ActorGenerator().AsSourceGenerator()], parseOptions: Options, driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Sample",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(Usings + source, Options, $"File{index}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Diagnostics of the generator; the output must compile without warnings if there are none.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(params string[] sources)
    {
        NewDriver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out var diagnostics);
        if (diagnostics.IsEmpty)
        {
            Assert.Empty(output.GetDiagnostics().Where(static item => item.Severity >= DiagnosticSeverity.Warning));
        }

        return diagnostics;
    }

    public static void Expect(string id, string text, params string[] sources)
    {
        var diagnostic = Assert.Single(Diagnose(sources));
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(text, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.NotEqual(Location.None, diagnostic.Location);
    }
}
