namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>Processes of this machine, by what their command line mentions.</summary>
internal static class Processes
{
    public static IReadOnlyList<string> Mentioning(string text)
    {
        var found = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(d => Path.GetFileName(d).All(char.IsAsciiDigit)))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                if (line.Contains(text, StringComparison.Ordinal) && Path.GetFileName(folder) != $"{Environment.ProcessId}")
                    found.Add($"{Path.GetFileName(folder)} {line}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }
        return found;
    }
}
