using System.Globalization;
using Microsoft.Extensions.Logging;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>Reads config.yaml; finds every error, each with its line.</summary>
internal sealed class ConfigReader
{
    private static readonly string[] Keys =
    [
        "display_name", "gateway", "cluster_id", "workers", "prefetch", "interpreter", "environment", "heartbeat", "drain_timeout", "max_result_bytes",
        "capture_bytes", "max_output_bytes", "max_spool_bytes", "scratch_dir", "allow_shared_uid", "log_level", "public",
    ];

    private readonly List<(long Line, string Text)> _errors = [];

    /// <summary>Reads the text of a config.yaml.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="config">What it says; defaults where it says nothing or something wrong.</param>
    /// <returns>Errors in the order of their lines, such as "line 3: ...".</returns>
    public static IReadOnlyList<string> Read(string text, out EndpointConfig config)
    {
        var reader = new ConfigReader();
        config = reader.ReadDocument(text);
        return [.. reader._errors.OrderBy(e => e.Line).Select(e => $"line {e.Line}: {e.Text}")];
    }

    private EndpointConfig ReadDocument(string text)
    {
        var config = new EndpointConfig();
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            _errors.Add((e.Start.Line, $"this is not YAML: {e.InnerException?.Message ?? e.Message}"));
            return config;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The parser ends so on some broken texts, without a place.
            _errors.Add((1, "this is not YAML: brackets, quotes or indentation do not match."));
            return config;
        }
        if (yaml.Documents.Count == 0)
            return config;
        if (yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            if (yaml.Documents[0].RootNode is not YamlScalarNode { Value: null or "" })
                Add(yaml.Documents[0].RootNode, "expected `key: value` lines.");
            return config;
        }
        foreach (var (key, value) in root.Children)
            config = Apply(config, key, value);
        if (config.IsPublic && !config.AllowSharedUid)
        {
            Add(root.Children.First(c => c.Key.ToString() == "public").Key,
                "public: true lets tasks of several users run under one operating-system account, where they can reach each other's files and processes. Add allow_shared_uid: true if you accept that.");
        }
        CheckOutcome(config, root);
        return config;
    }

    private void CheckOutcome(EndpointConfig config, YamlMappingNode root)
    {
        var bytes = config.MaxResultBytes + (2L * config.CaptureBytes);
        if (bytes <= EndpointConfig.MaxOutcomeBytes)
            return;
        // At least one of them is in the file, for the defaults fit; the later one is what went too far.
        var key = root.Children.Last(c => c.Key.ToString() is "max_result_bytes" or "capture_bytes").Key;
        Add(key, $"max_result_bytes + 2 x capture_bytes must be at most {EndpointConfig.MaxOutcomeBytes} bytes (31 MiB): a result and its output travel in one message; got {bytes}.");
    }

    private EndpointConfig Apply(EndpointConfig config, YamlNode key, YamlNode value) => key.ToString() switch
    {
        "display_name" => config with { DisplayName = Text(key, value, 128) },
        "gateway" => config with { Gateways = GatewayList(key, value) },
        "cluster_id" => config with { ClusterId = Text(key, value, 128) },
        "workers" => value is YamlScalarNode { Value: "auto" } ? config with { Workers = null } : config with { Workers = (int)Integer(key, value, 1, 1024, "auto, or a number of worker processes") },
        "prefetch" => config with { Prefetch = (int)Integer(key, value, 0, 100_000, "a number of tasks") },
        "interpreter" => config with { Interpreter = Text(key, value, 4096) is { Length: > 0 } path ? path : config.Interpreter },
        "environment" => config with { Environment = Map(key, value) },
        "heartbeat" => config with { Heartbeat = Duration(key, value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)) },
        "drain_timeout" => config with { DrainTimeout = Duration(key, value, TimeSpan.Zero, TimeSpan.FromDays(14)) },
        "max_result_bytes" => config with { MaxResultBytes = (int)Size(key, value, 1024, EndpointConfig.MaxOutcomeBytes, "31 MiB: a result travels in one message") },
        "capture_bytes" => config with { CaptureBytes = (int)Size(key, value, 0, 16 << 20) },
        "max_output_bytes" => config with { MaxOutputBytes = Size(key, value, 1 << 20, 1L << 50) },
        "max_spool_bytes" => config with { MaxSpoolBytes = Size(key, value, 1 << 20, 1L << 50) },
        "scratch_dir" => config with { ScratchDirectory = AbsolutePath(key, value) },
        "allow_shared_uid" => config with { AllowSharedUid = Boolean(key, value) },
        "public" => config with { IsPublic = Boolean(key, value) },
        "log_level" => config with { LogLevel = Level(key, value) },
        _ => Unknown(config, key),
    };

    private EndpointConfig Unknown(EndpointConfig config, YamlNode key)
    {
        var name = Actors.Text.Printable(key.ToString(), 60);
        var near = Keys.MinBy(k => Distance(k, name))!;
        Add(key, Distance(near, name) <= Math.Max(2, name.Length / 3) ? $"unknown key '{name}'; did you mean '{near}'?" : $"unknown key '{name}'; known are {string.Join(", ", Keys)}.");
        return config;
    }

    private string Text(YamlNode key, YamlNode value, int max)
    {
        if (value is YamlScalarNode { Value: { } text } && text.Length <= max)
            return text.Trim();
        Add(value, $"{key} must be a text of at most {max} characters.");
        return "";
    }

    private string? AbsolutePath(YamlNode key, YamlNode value)
    {
        var path = Text(key, value, 4096);
        if (path.Length == 0 || Path.IsPathRooted(path))
            return path.Length == 0 ? null : path;
        Add(value, $"{key} must be an absolute path, got '{Actors.Text.Printable(path, 100)}'.");
        return null;
    }

    private List<string> GatewayList(YamlNode key, YamlNode value)
    {
        var parts = value is YamlSequenceNode list ? list.Children.ToList() : [value];
        List<string> gateways = [];
        foreach (var part in parts)
        {
            foreach (var gateway in Text(key, part, 1000).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = gateway.LastIndexOf(':');
                if (colon < 1 || !ushort.TryParse(gateway[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
                    Add(part, $"gateway must be host:port, got '{Actors.Text.Printable(gateway, 100)}'.");
                else
                    gateways.Add(gateway);
            }
        }
        return gateways;
    }

    private Dictionary<string, string> Map(YamlNode key, YamlNode value)
    {
        Dictionary<string, string> map = [];
        if (value is not YamlMappingNode children)
        {
            Add(value, $"{key} must hold NAME: value lines.");
            return map;
        }
        foreach (var (name, text) in children.Children)
        {
            if (name.ToString() is { Length: > 0 } variable && !variable.Contains('=', StringComparison.Ordinal) && !variable.Contains('\0', StringComparison.Ordinal) && text is YamlScalarNode scalar)
                map[variable] = scalar.Value ?? "";
            else
                Add(name, $"{key} must hold NAME: value lines; '{Actors.Text.Printable(name.ToString(), 60)}' is none.");
        }
        return map;
    }

    private long Integer(YamlNode key, YamlNode value, long least, long most, string what)
    {
        if (value is YamlScalarNode { Value: { } text } && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Add(value, $"{key} must be {what} from {least} to {most}, got '{Actors.Text.Printable(value.ToString(), 60)}'.");
        return least;
    }

    private bool Boolean(YamlNode key, YamlNode value)
    {
        if (value is YamlScalarNode { Value: "true" or "false" } scalar)
            return scalar.Value == "true";
        Add(value, $"{key} must be true or false, got '{Actors.Text.Printable(value.ToString(), 60)}'.");
        return false;
    }

    private LogLevel Level(YamlNode key, YamlNode value)
    {
        LogLevel? level = value.ToString() switch
        {
            "debug" => LogLevel.Debug,
            "info" => LogLevel.Information,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => null,
        };
        if (level is null)
            Add(value, $"{key} must be debug, info, warning or error, got '{Actors.Text.Printable(value.ToString(), 60)}'.");
        return level ?? LogLevel.Information;
    }

    private TimeSpan Duration(YamlNode key, YamlNode value, TimeSpan least, TimeSpan most)
    {
        if (Scaled(value, [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400), ("", 1)]) is { } seconds && seconds >= least.TotalSeconds && seconds <= most.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        Add(value, $"{key} must be a time such as 5s or 2m, from {least.TotalSeconds:0.###} s to {most.TotalSeconds:0} s, got '{Actors.Text.Printable(value.ToString(), 60)}'.");
        return least;
    }

    private long Size(YamlNode key, YamlNode value, long least, long most, string? why = null)
    {
        if (Scaled(value, [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("", 1)]) is { } bytes && bytes >= least && bytes <= most)
            return (long)bytes;
        Add(value, $"{key} must be a size such as 64KiB or 10MiB, from {least} to {most} bytes{(why is null ? "" : $" ({why})")}, got '{Actors.Text.Printable(value.ToString(), 60)}'.");
        return least;
    }

    private static double? Scaled(YamlNode value, (string Unit, double Factor)[] units)
    {
        if (value is not YamlScalarNode { Value: { } text })
            return null;
        var (unit, factor) = units.First(u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        return double.TryParse(text.AsSpan(0, text.Length - unit.Length).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * factor : null;
    }

    private void Add(YamlNode node, string text) => _errors.Add((node.Start.Line, text));

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return row[^1];
    }
}
