namespace FuncX.Actors.Contracts.Tests.Docs;

/// <summary>Rows of the first table below a heading of a document; cells trimmed, backticks removed.</summary>
internal static class MarkdownTable
{
    /// <summary>The head row first, the dashes left out.</summary>
    public static IReadOnlyList<string[]> Below(string markdown, string heading)
    {
        var lines = markdown.Split('\n').Select(static l => l.TrimEnd()).ToArray();
        var start = Array.IndexOf(lines, heading);
        Assert.True(start >= 0, $"The document has no heading '{heading}'.");
        return
        [
            .. lines.Skip(start + 1)
                .TakeWhile(static l => !l.StartsWith('#'))
                .SkipWhile(static l => !l.StartsWith('|'))
                .TakeWhile(static l => l.StartsWith('|'))
                .Where(static l => l.Trim('|', '-', ' ', ':').Length > 0)
                .Select(static l => l.Trim('|').Split('|').Select(static c => c.Replace("`", "", StringComparison.Ordinal).Trim()).ToArray()),
        ];
    }
}
