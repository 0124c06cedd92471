using System.Globalization;
using System.Text.Json.Serialization;

namespace FuncX.Actors.Samples.Quickstart;

/// <summary>What the remote function finds in one column; computed here a second time to check it.</summary>
internal sealed record ColumnMetadata(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("missing")] int Missing,
    [property: JsonPropertyName("min")] string Min,
    [property: JsonPropertyName("max")] string Max,
    [property: JsonPropertyName("mean")] double? Mean)
{
    /// <summary>The column at <paramref name="index"/> of a file without quoted fields.</summary>
    public static ColumnMetadata Of(string csv, int index)
    {
        var cells = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(',')[index]).ToList();
        var values = cells.Where(c => c.Length > 0).ToList();
        var numbers = values.Select(v => double.TryParse(v, CultureInfo.InvariantCulture, out var n) ? n : (double?)null).ToList();
        if (numbers.Contains(null))
            return new ColumnMetadata("text", cells.Count, cells.Count - values.Count, values.Min(StringComparer.Ordinal)!, values.Max(StringComparer.Ordinal)!, null);
        return new ColumnMetadata("number", cells.Count, cells.Count - values.Count, Shown(numbers.Min()!.Value), Shown(numbers.Max()!.Value), Math.Round(numbers.Average()!.Value, 6));

        static string Shown(double value) => value.ToString("0.0###", CultureInfo.InvariantCulture);
    }
}
