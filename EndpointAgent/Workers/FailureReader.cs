using System.Text.Json;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>Turns what a worker says of a failed call into a <see cref="TaskFailure"/>.</summary>
internal static class FailureReader
{
    private const int MaxText = 64 << 10;

    /// <summary>Reads the JSON of a result frame; what cannot be read becomes <see cref="TaskFailureKind.Internal"/>.</summary>
    public static TaskFailure Read(ReadOnlySpan<byte> json, string host, int attempt)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return new()
            {
                Kind = Enum.TryParse<TaskFailureKind>(TextOf(root, "kind"), out var kind) && Enum.IsDefined(kind) ? kind : TaskFailureKind.Internal,
                Message = TextOf(root, "message") ?? "The worker named no reason.",
                Hint = TextOf(root, "hint") ?? "",
                RemoteType = TextOf(root, "type"),
                Traceback = TextOf(root, "traceback"),
                ExitCode = root.TryGetProperty("exit_code", out var code) && code.TryGetInt32(out var number) ? number : null,
                Host = host,
                Attempt = attempt,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new() { Kind = TaskFailureKind.Internal, Message = $"The worker's failure cannot be read: {e.Message}", Host = host, Attempt = attempt };
        }
    }

    // No database takes a NUL in a text.
    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            ? (text.Length > MaxText ? text[..MaxText] : text).Replace('\0', '\uFFFD')
            : null;
}
