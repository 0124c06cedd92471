using System.Text.RegularExpressions;
using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Texts;

[Trait("Category", "Contract")]
public partial class TextRulesTests
{
    private static readonly HashSet<string> Binary = new(StringComparer.Ordinal) { ".png", ".jpg", ".gif", ".ico", ".gz", ".zip", ".pdf", ".woff2" };

    private static readonly string[] Code = [".cs", ".py", ".sql", ".sh", ".yaml", ".yml", ".csproj", ".props", ".targets", ""];

    // What these tests look for stands in them.
    private const string Self = "tests/Contracts.Tests/Texts/TextRulesTests.cs";

    [Fact]
    public void Texts_NameNoPathOfOneMachine() =>
        Violations.None("No path of a particular machine.", Repository.Grep(Texts(), static line => MachinePath().IsMatch(line)));

    [Fact]
    public void Texts_NameNoPackageRegistry() =>
        Violations.None("Which feed packages come from is the machine's business.", Repository.Grep(Texts(), static line => RegistryHost().IsMatch(line)));

    [Fact]
    public void Code_HasNoOpenEndWithoutAnIssue() =>
        Violations.None("An open end names its issue: TODO(#12).", Repository.Grep(Files(Code), static line => OpenEnd().IsMatch(line)));

    [Fact]
    public void Code_SwitchesNoWarningOffWithoutItsNumberAndReason() =>
        Violations.None(
            "#pragma warning disable names a rule and, behind //, a reason.",
            Repository.Grep(Files([".cs"]), static line => line.Contains("#pragma warning disable", StringComparison.Ordinal) && !ReasonedPragma().IsMatch(line)));

    [Fact]
    public void Code_ThrowsNoNotImplemented() =>
        Violations.None("What is not there is not declared.", Repository.Grep(Files([".cs"]), static line => line.Contains("NotImplementedException", StringComparison.Ordinal)));

    [Fact]
    public void Code_HasNoAsyncVoid() =>
        Violations.None("Nobody can await it, and its exception ends the process.", Repository.Grep(Files([".cs"]), static line => AsyncVoid().IsMatch(line)));

    [Fact]
    public void Files_OfSource_AreNoLongerThanTheHouseAllows() =>
        Violations.None(
            "A source file of more than 400 lines has two jobs; a test file of more than 500 too.",
            from file in Files([".cs"])
            let lines = File.ReadLines(Repository.PathOf(file)).Count()
            where lines > (file.StartsWith("tests/", StringComparison.Ordinal) ? 500 : 400)
            select $"{file}: {lines}");

    private static IEnumerable<string> Texts() => Files([]).Where(static f => !Binary.Contains(Path.GetExtension(f)));

    private static IEnumerable<string> Files(string[] extensions) => Repository.Files("", extensions).Where(static f => f != Self);

    [GeneratedRegex(@"(?<![\w.])/(work|root|home/[a-z]+|Users)/\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(nuget\.org|npmjs\.(org|com)|pypi\.org|pythonhosted\.org|crates\.io|proxy\.golang\.org|mcr\.microsoft\.com|ghcr\.io|quay\.io|jfrog|artifactory|pkgs\.dev\.azure)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b(?!\(?#\d+)")]
    private static partial Regex OpenEnd();

    [GeneratedRegex(@"^[^/""]*\basync void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"#pragma warning disable [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* // \S")]
    private static partial Regex ReasonedPragma();
}
