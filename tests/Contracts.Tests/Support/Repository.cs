namespace FuncX.Actors.Contracts.Tests.Support;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal) { ".git", "artifacts", ".vs", ".idea", "__pycache__", "node_modules", ".pytest_cache" };

    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files below a folder of the tree as paths relative to its root with forward slashes, sorted; build output is left out.</summary>
    public static IReadOnlyList<string> Files(string folder = "", params string[] extensions)
    {
        var files = new List<string>();
        Collect(new DirectoryInfo(PathOf(folder)), files);
        return [.. files.Where(f => extensions.Length == 0 || extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Lines that match, as <c>file:line: text</c>.</summary>
    public static IEnumerable<string> Grep(IEnumerable<string> files, Func<string, bool> matches) =>
        from file in files
        from line in File.ReadLines(PathOf(file)).Select(static (text, index) => (Text: text, Number: index + 1))
        where matches(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}";

    private static void Collect(DirectoryInfo folder, List<string> files)
    {
        files.AddRange(folder.EnumerateFiles().Where(static f => !Skipped.Contains(f.Name)).Select(static f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/')));
        foreach (var child in folder.EnumerateDirectories().Where(static d => !Skipped.Contains(d.Name) && d.LinkTarget is null))
            Collect(child, files);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FuncX.Actors.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No FuncX.Actors.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
