using System.Text.RegularExpressions;
using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Texts;

/// <summary>Whoever sets an option reads its default beside it.</summary>
[Trait("Category", "Contract")]
public partial class OptionDocsTests
{
    private static readonly string[] Projects = ["Grains", "Silo", "Client", "EndpointAgent", "Grains.Interfaces"];

    [Fact]
    public void Options_EveryProperty_SaysItsDefault()
    {
        var files = Projects.SelectMany(static p => Repository.Files(p, ".cs")).Where(static f => OptionFile().IsMatch(f)).ToArray();
        Assert.NotEmpty(files);
        Violations.None("Every settable property of an options class has a <summary> that says its default (\"Default 5 s.\"), or is required.", files.SelectMany(Undocumented));
    }

    [Theory]
    [InlineData("/// <summary>How long. Default 5 s.</summary>", "public TimeSpan Wait { get; init; }", 0)]
    [InlineData("/// <summary>How long.</summary>", "public TimeSpan Wait { get; init; }", 1)]
    [InlineData("/// <summary>Where.</summary>", "public required string Place { get; init; }", 0)]
    [InlineData("", "public required string Place { get; init; }", 1)]
    [InlineData("/// <summary>Home.</summary>", "public static string Home => \"x\";", 0)]
    public void Check_OfOneProperty_FindsWhatIsMissing(string doc, string property, int violations) =>
        Assert.Equal(violations, Undocumented("X.cs", [doc, property]).Count());

    private static IEnumerable<string> Undocumented(string file) => Undocumented(file, File.ReadAllLines(Repository.PathOf(file)));

    private static IEnumerable<string> Undocumented(string file, string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!SettableProperty().IsMatch(lines[i]))
                continue;
            var doc = DocAbove(lines, i);
            if (!doc.Contains("<summary>", StringComparison.Ordinal))
                yield return $"{file}:{i + 1}: no summary: {lines[i].Trim()}";
            else if (!lines[i].Contains(" required ", StringComparison.Ordinal) && !doc.Contains("default", StringComparison.OrdinalIgnoreCase))
                yield return $"{file}:{i + 1}: no default: {lines[i].Trim()}";
        }
    }

    private static string DocAbove(string[] lines, int index)
    {
        var first = index;
        while (first > 0 && (lines[first - 1].TrimStart().StartsWith("///", StringComparison.Ordinal) || lines[first - 1].TrimStart().StartsWith('[')))
            first--;
        return string.Join(' ', lines[first..index]);
    }

    [GeneratedRegex(@"(Options|Settings)(\.\w+)?\.cs$")]
    private static partial Regex OptionFile();

    [GeneratedRegex(@"^\s*public (?!static)[^(=]*\{ get; (set|init);")]
    private static partial Regex SettableProperty();
}
