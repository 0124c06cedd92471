using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FuncX.Actors.Client.Cli;

/// <summary>Prints for people or for programs.</summary>
internal static class CliOutput
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new AsText<TaskId>(), new AsText<EndpointId>(), new AsText<FunctionId>(), new AsText<GroupId>(),
            new StateName(), new JsonStringEnumConverter(), new ResultValue(),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WriteHashAsHex } },
    };

    private static readonly JsonSerializerOptions JsonLine = new(Json) { WriteIndented = false };

    public static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>One line, for streams of values.</summary>
    public static void WriteJsonLine(object value) => Console.WriteLine(JsonSerializer.Serialize(value, JsonLine));

    /// <summary>A table with aligned columns; text from users is made printable.</summary>
    public static void WriteTable(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var cells = rows.Select(r => r.Select(c => Text.Printable(c, 60).ReplaceLineEndings(" ")).ToList()).ToList();
        var widths = header.Select((h, i) => cells.Select(r => r[i].Length).Append(h.Length).Max()).ToList();
        Console.WriteLine(Row(header));
        foreach (var row in cells)
            Console.WriteLine(Row(row));
        if (cells.Count == 0)
            Console.WriteLine("(none)");

        string Row(IReadOnlyList<string> row) => string.Join("  ", row.Select((c, i) => c.PadRight(widths[i]))).TrimEnd();
    }

    /// <summary>A result as a person would want to read it.</summary>
    public static string Describe(byte[] result) =>
        result.AsSpan().StartsWith("11\n"u8)
            ? Text.Printable(Encoding.UTF8.GetString(result.AsSpan(3)), int.MaxValue)
            : $"({result.Length:N0} bytes in format {Text.Printable(Encoding.UTF8.GetString(result.AsSpan(0, Math.Min(2, result.Length))), 8)}, for Python)";

    private static void WriteHashAsHex(JsonTypeInfo type)
    {
        if (type.Type == typeof(FunctionInfo))
            type.Properties.Single(p => p.AttributeProvider is MemberInfo { Name: nameof(FunctionInfo.BodyHash) }).CustomConverter = new Hex();
    }

    private sealed class Hex : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Hashes are written only.");

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Convert.ToHexStringLower(value));
    }

    private sealed class AsText<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Ids are written only.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }

    private sealed class StateName : JsonConverter<TaskState>
    {
        public override TaskState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("States are written only.");

        public override void Write(Utf8JsonWriter writer, TaskState value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToWireName());
    }

    /// <summary>A JSON result as JSON, anything else as the SDK's text.</summary>
    private sealed class ResultValue : JsonConverter<byte[]>
    {
        private const int MaxDepth = 2_000;

        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Results are written only.");

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
        {
            // As it came: Python's JSON holds numbers and lone surrogates that .NET's own values cannot.
            if (value.AsSpan().StartsWith("11\n"u8) && IsJson(value.AsSpan(3)))
                writer.WriteRawValue(value.AsSpan(3), skipInputValidation: true);
            else
                writer.WriteStringValue(Encoding.UTF8.GetString(value));
        }

        private static bool IsJson(ReadOnlySpan<byte> text)
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
            try
            {
                while (reader.Read())
                {
                    // To the end of the text: an error is found where it stands.
                }
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
