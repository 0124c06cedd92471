using System.CommandLine;
using System.Text.Json;

namespace FuncX.Actors.Client.Cli;

/// <summary>Reads what people type: ids, names of endpoints, functions in files, JSON arguments.</summary>
internal static class CliArguments
{
    private const int MaxSourceBytes = 1024 * 1024;

    public static Argument<string> Id(string what) => new("id") { Description = $"The {what}'s id." };

    /// <summary>An endpoint by id or by its unique name.</summary>
    public static async Task<EndpointId> FindEndpointAsync(FuncXClient client, string text, CancellationToken cancellationToken)
    {
        if (EndpointId.TryParse(text, out var id))
            return id;
        var named = (await client.ListEndpointsAsync(cancellationToken)).Where(e => e.Name == text).ToList();
        return named.Count switch
        {
            1 => named[0].Id,
            0 => throw new ArgumentException($"You have no endpoint '{Text.Printable(text, 64)}'; `funcx endpoints list` shows yours."),
            _ => throw new ArgumentException($"{named.Count} of your endpoints are named '{Text.Printable(text, 64)}'; give the id."),
        };
    }

    /// <summary><c>file.py:function</c>.</summary>
    public static (string Name, string Source) ReadFunction(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1 || colon == text.Length - 1)
            throw new ArgumentException($"'{Text.Printable(text, 100)}' is not FILE.py:FUNCTION.");
        var file = new FileInfo(text[..colon]);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no file {file.FullName}.");
        if (file.Length > MaxSourceBytes)
            throw new ArgumentException($"{file.FullName} has {file.Length:N0} bytes, more than the limit of {MaxSourceBytes:N0} for a function.");
        return (text[(colon + 1)..], File.ReadAllText(file.FullName));
    }

    /// <summary>Each argument as JSON, or as a plain string when it is not JSON.</summary>
    public static object?[] ReadValues(IEnumerable<string> texts) => [.. texts.Select(ReadValue)];

    private static object? ReadValue(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
