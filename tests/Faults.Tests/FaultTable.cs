using System.Globalization;
using System.Text;

[assembly: AssemblyFixture(typeof(FuncX.Actors.Faults.Tests.FaultTable))]

namespace FuncX.Actors.Faults.Tests;

/// <summary>Sums up the rounds that passed; at the end of a run writes them between two marks of the file that <c>FUNCX_FAULT_TABLE</c> names.</summary>
public sealed class FaultTable : IDisposable
{
    private const string Begin = "<!-- fault table: begin, written by ./funcx test --faults -->";
    private const string End = "<!-- fault table: end -->";
    private static readonly Lock s_gate = new();
    private static readonly SortedDictionary<string, Row> s_rows = new(StringComparer.Ordinal);

    /// <summary>Notes a round that held every promise.</summary>
    internal static void Add(string fault, int tasks, int losses, TimeSpan? gap)
    {
        lock (s_gate)
        {
            var row = s_rows.GetValueOrDefault(fault) ?? new Row();
            s_rows[fault] = row with { Rounds = row.Rounds + 1, Tasks = row.Tasks + tasks, Losses = row.Losses + losses, Gap = row.Gap is null || gap > row.Gap ? gap : row.Gap };
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("FUNCX_FAULT_TABLE") is not { Length: > 0 } path || s_rows.Count == 0)
            return;
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{path} has no place for the table: it needs the lines '{Begin}' and '{End}'.");
        File.WriteAllText(path, text[..(begin + Begin.Length)] + "\n" + Write() + text[end..]);
    }

    private static string Write()
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"Seed {Harness.Seed}. Only rounds that held every promise are counted.").AppendLine();
        table.AppendLine("| fault | rounds | acknowledged tasks | outcomes, one each | attempts lost and recorded | longest time without an outcome, s |");
        table.AppendLine("|---|---|---|---|---|---|");
        foreach (var (fault, row) in s_rows)
            table.AppendLine(CultureInfo.InvariantCulture, $"| {fault} | {row.Rounds} | {row.Tasks:N0} | {row.Tasks:N0} | {row.Losses} | {(row.Gap is { } gap ? $"{gap.TotalSeconds:0.0}" : "-")} |");
        return table.ToString();
    }

    private sealed record Row
    {
        public int Rounds { get; init; }

        public int Tasks { get; init; }

        public int Losses { get; init; }

        public TimeSpan? Gap { get; init; }
    }
}
