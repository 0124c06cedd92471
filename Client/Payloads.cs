using System.Text;
using System.Text.Json;

namespace FuncX.Actors.Client;

/// <summary>Turns .NET values into the SDK's formats and back: JSON (<c>11</c>) for data, plain source (<c>st</c>) for functions.</summary>
public static class Payloads
{
    private const string JsonFormat = "11\n";

    /// <summary>Packed arguments: one JSON array and one JSON object.</summary>
    /// <param name="args">Positional arguments; anything System.Text.Json writes.</param>
    /// <param name="kwargs">Keyword arguments, or null.</param>
    public static byte[] Pack(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?>? kwargs = null) =>
        PackedBuffers.Pack(JsonFormat + JsonSerializer.Serialize(args), JsonFormat + (kwargs is null ? "{}" : JsonSerializer.Serialize(kwargs)));

    /// <summary>A function's body from Python source; the worker runs the source and takes the name from it.</summary>
    /// <param name="name">The name that the source defines.</param>
    /// <param name="source">Python source of the function; imports go inside it.</param>
    public static byte[] PackSource(string name, string source) => PackedBuffers.Pack($"st\n{name}:{Dedent(source)}");

    /// <summary>Reads a JSON result.</summary>
    /// <exception cref="NotSupportedException">The result is in another format: fetch it with Python, or submit with result serializer 11.</exception>
    /// <exception cref="JsonException">It does not fit <typeparamref name="T"/>.</exception>
    public static T? Read<T>(byte[] result)
    {
        if (!result.AsSpan().StartsWith("11\n"u8))
        {
            var format = Text.Printable(Encoding.UTF8.GetString(result.AsSpan(0, Math.Min(2, result.Length))), 8);
            throw new NotSupportedException($"The result has format '{format}', which only Python reads. Submit with ResultSerializer = \"11\" for JSON, or take the raw bytes of the outcome.");
        }
        try
        {
            return JsonSerializer.Deserialize<T>(result.AsSpan(3));
        }
        catch (JsonException e)
        {
            var start = Text.Printable(Encoding.UTF8.GetString(result.AsSpan(3, Math.Min(40, result.Length - 3))), 40);
            throw new JsonException($"The result {start} does not fit {typeof(T).Name}: {e.Message} Python's NaN and Infinity are no JSON; read such a result as text from the outcome's bytes.", e.Path, e.LineNumber, e.BytePositionInLine, e);
        }
    }

    /// <summary>Removes the indentation that all lines share, so that source may be written inside C# code.</summary>
    internal static string Dedent(string source)
    {
        var lines = source.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        var indent = lines.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart(' ', '\t').Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..] : l.TrimStart())).TrimEnd() + "\n";
    }
}
