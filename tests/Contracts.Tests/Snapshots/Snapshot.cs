using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Snapshots;

/// <summary>Compares a text with the file that was agreed on; UPDATE_SNAPSHOTS=1 rewrites the file instead.</summary>
internal static class Snapshot
{
    private const int MaxLines = 100;

    public static void Matches(string file, IEnumerable<string> lines)
    {
        var path = Repository.PathOf("tests/Contracts.Tests/" + file);
        var actual = lines.ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Join('\n', actual) + "\n");
            return;
        }
        Assert.True(File.Exists(path), $"tests/Contracts.Tests/{file} is missing: run the tests once with UPDATE_SNAPSHOTS=1 and review it.");
        var difference = Difference(File.ReadAllLines(path), actual);
        if (difference.Count > 0)
            Assert.Fail($"tests/Contracts.Tests/{file} differs (- agreed, + built). If the change is meant, run the tests with UPDATE_SNAPSHOTS=1 and commit the file with it.\n{string.Join('\n', difference.Take(MaxLines))}");
    }

    /// <summary>Lines that left and came, each below the block (the last line without indentation) that it belongs to.</summary>
    public static IReadOnlyList<string> Difference(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var difference = new List<string>();
        var oldBlocks = Blocks(before);
        var newBlocks = Blocks(after);
        foreach (var name in oldBlocks.Keys.Union(newBlocks.Keys))
        {
            var was = oldBlocks.GetValueOrDefault(name);
            var isNow = newBlocks.GetValueOrDefault(name);
            if (was is not null && isNow is not null && was.SequenceEqual(isNow))
                continue;
            difference.Add((was is null ? "+ " : isNow is null ? "- " : "  ") + name);
            difference.AddRange((was ?? []).Except(isNow ?? []).Select(static l => "- " + l));
            difference.AddRange((isNow ?? []).Except(was ?? []).Select(static l => "+ " + l));
        }
        return difference;
    }

    private static Dictionary<string, List<string>> Blocks(IReadOnlyList<string> lines)
    {
        var blocks = new Dictionary<string, List<string>>();
        List<string> block = [];
        foreach (var line in lines)
        {
            if (line.StartsWith(' '))
                block.Add(line);
            else
                blocks[line] = block = [];
        }
        return blocks;
    }
}
