using System.Text.RegularExpressions;
using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Surface;

/// <summary>What orleans-signatures.txt says of one type.</summary>
/// <param name="Kind">Such as <c>sealed class</c>.</param>
/// <param name="Parents">Base class and interfaces; empty for a struct or an enum.</param>
/// <param name="Targets">Targets of an attribute; empty for other types.</param>
/// <param name="Members">One line each.</param>
internal sealed partial record OrleansSignature(string Kind, IReadOnlyList<string> Parents, string Targets, IReadOnlyList<string> Members)
{
    /// <summary>Every type of the file by its full name; two types of one name (in two packages) are merged.</summary>
    public static IReadOnlyDictionary<string, OrleansSignature> Load()
    {
        var types = new Dictionary<string, OrleansSignature>();
        var members = new List<string>();
        foreach (var line in File.ReadLines(Repository.PathOf("tests/Contracts.Tests/orleans-signatures.txt")))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
                members.Add(line.Trim());
            if (line.Length == 0 || line[0] is ' ' or '#')
                continue;
            var head = Head().Match(line);
            if (!head.Success)
                throw new FormatException($"Not the head of a type: {line}");
            members = [];
            var name = head.Groups["name"].Value;
            if (types.TryGetValue(name, out var before))
                members.AddRange(before.Members);
            types[name] = new(head.Groups["kind"].Value, SplitTop(head.Groups["parents"].Value), head.Groups["targets"].Value.Trim(), members);
        }
        return types;
    }

    private static List<string> SplitTop(string list)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
            else
            {
                depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            }
        }
        parts.RemoveAll(static p => p.Length == 0);
        return parts;
    }

    [GeneratedRegex(@"^(?<kind>(?:(?:sealed|abstract|static) )?(?:class|struct|interface|enum|delegate)) (?<name>\S+)(?: : (?<parents>.*?))?   \[(?<assembly>[\w.]+)\](?:   targets (?<targets>.*))?$")]
    private static partial Regex Head();
}
