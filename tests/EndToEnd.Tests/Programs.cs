namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>The programs under test, in the configuration of this assembly, and the folders of the repository.</summary>
internal static class Programs
{
    private static readonly string Bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Bin, "..", ".."));

    public static string Samples => Path.Combine(Root, "samples");

    public static string Silo => Find("FuncX.Actors.Silo", "funcx-silo");

    public static string Agent => Find("FuncX.Actors.EndpointAgent", "funcx-endpoint");

    public static string Cli => Find("FuncX.Actors.Client.Cli", "funcx-cli");

    public static string Quickstart => Find("FuncX.Actors.Samples.Quickstart", "funcx-quickstart");

    private static string Find(string project, string program)
    {
        var path = Path.Combine(Bin, project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), program);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build the solution first.");
    }
}
