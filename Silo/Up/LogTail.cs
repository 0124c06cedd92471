namespace FuncX.Actors.Silo.Up;

/// <summary>The end of a log, short enough for one error message.</summary>
internal static class LogTail
{
    private const int LineCount = 6;
    private const int ReadBytes = 8192;

    public static string Of(string text) => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(LineCount));

    /// <summary>The last lines of a file that were written at or after the position given.</summary>
    public static string OfFile(string path, long from)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Position = Math.Max(from, file.Length - ReadBytes);
            using var reader = new StreamReader(file);
            return Of(reader.ReadToEnd());
        }
        catch (IOException)
        {
            return $"(no log in {path})";
        }
    }

    public static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
