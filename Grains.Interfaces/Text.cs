using System.Globalization;
using System.Text;

namespace FuncX.Actors;

/// <summary>Makes text from users safe to print.</summary>
public static class Text
{
    /// <summary>Strips control characters (terminal escapes among them; tab and line feed stay) and cuts to <paramref name="maxChars"/>, marking the cut.</summary>
    public static string Printable(string? text, int maxChars = 2_000)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var cut = text.Length > maxChars;
        var source = cut ? text.AsSpan(0, maxChars) : text.AsSpan();
        var clean = new StringBuilder(source.Length);
        foreach (var c in source)
        {
            if (c is '\n' or '\t' || (!char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format))
                clean.Append(c);
        }
        if (cut)
            clean.Append(CultureInfo.InvariantCulture, $"... ({text.Length - maxChars} more characters)");
        return clean.ToString();
    }
}
