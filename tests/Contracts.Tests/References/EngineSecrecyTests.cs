using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.References;

/// <summary>Which engine runs is known to Runtime/, its tests and the one switch, to nobody else.</summary>
[Trait("Category", "Contract")]
public class EngineSecrecyTests
{
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".py", ".sql"];

    // Folders that may know the engine; this project checks the rule, so it must name what it looks for.
    private static readonly string[] Knowing = ["Runtime/", "tests/Runtime.Tests/", "tests/Contracts.Tests/"];

    private static readonly string[] Switch = ["Directory.Build.props", "Directory.Build.targets"];

    [Fact]
    public void Sources_OutsideOfTheEngine_DoNotNameIt() =>
        Violations.None(
            "Only Runtime/, its tests and Directory.Build.* know the engine.",
            Repository.Grep(
                Repository.Files("", Extensions).Where(static f => !Switch.Contains(f) && !Knowing.Any(k => f.StartsWith(k, StringComparison.Ordinal))),
                static line => line.Contains("FuncX.Actors.Runtime", StringComparison.Ordinal) || line.Contains("OrleansEngine", StringComparison.Ordinal)));

    [Fact]
    public void Switch_BetweenTheEngines_IsSetInOnePlace() =>
        Violations.None(
            "OrleansEngine is given its value in Directory.Build.props alone.",
            Repository.Grep(Repository.Files("", ".csproj", ".props", ".targets").Where(static f => f != "Directory.Build.props"), static line => line.Contains("<OrleansEngine", StringComparison.Ordinal)));

    [Fact]
    public void Sources_OutsideOfTheEngine_AddNothingToOrleans() =>
        Violations.None(
            "Namespaces of Orleans belong to Runtime/.",
            Repository.Grep(
                Repository.Files("", ".cs").Where(static f => !f.StartsWith("Runtime/", StringComparison.Ordinal)),
                static line => line.StartsWith("namespace Orleans", StringComparison.Ordinal)));
}
