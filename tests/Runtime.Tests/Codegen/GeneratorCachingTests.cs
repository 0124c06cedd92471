using FuncX.Actors.Runtime.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FuncX.Actors.Runtime.Tests.Codegen;

public sealed class GeneratorCachingTests
{
    private const string Actors = """
        [GenerateSerializer] public sealed record Item { [Id(0)] public required string Name { get; init; } }
        public interface IThing : IGrainWithGuidKey { Task<Item> GetAsync(); }
        public sealed class ThingGrain : Grain, IThing { public Task<Item> GetAsync() => Task.FromResult(new Item { Name = "x" }); }
        """;

    [Fact]
    public void Run_UnrelatedChange_ReusesEverything()
    {
        var first = GeneratorRun.Compile(Actors, "public static class Other { public static int A => 1; }");
        var second = first.ReplaceSyntaxTree(
            first.SyntaxTrees.Last(), CSharpSyntaxTree.ParseText("public static class Other { public static int A => 2; }", (CSharpParseOptions)first.SyntaxTrees[0].Options, "File1.cs"));
        var reasons = ReasonsOfSecondRun(first, second);
        Assert.NotEmpty(reasons);
        Assert.All(reasons, static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    [Fact]
    public void Run_ChangedBodyOfAMethod_ReusesEverything()
    {
        var first = GeneratorRun.Compile(Actors);
        var second = GeneratorRun.Compile(Actors.Replace("\"x\"", "\"y\"", StringComparison.Ordinal));
        var reasons = ReasonsOfSecondRun(first, first.ReplaceSyntaxTree(first.SyntaxTrees[0], second.SyntaxTrees[0]));
        Assert.All(reasons, static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    [Fact]
    public void Run_NewMember_WritesItsTypeAgain()
    {
        var first = GeneratorRun.Compile(Actors);
        var second = GeneratorRun.Compile(Actors.Replace("[Id(0)]", "[Id(1)] public int More { get; init; } [Id(0)]", StringComparison.Ordinal));
        Assert.Contains(IncrementalStepRunReason.Modified, ReasonsOfSecondRun(first, first.ReplaceSyntaxTree(first.SyntaxTrees[0], second.SyntaxTrees[0])));
    }

    private static List<IncrementalStepRunReason> ReasonsOfSecondRun(Compilation first, Compilation second)
    {
        var driver = GeneratorRun.NewDriver().RunGenerators(first, CancellationToken.None).RunGenerators(second, CancellationToken.None);
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;
        return [.. ActorGenerator.Steps.SelectMany(name => steps[name]).SelectMany(static step => step.Outputs).Select(static output => output.Reason)];
    }
}
