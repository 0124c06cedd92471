using System.Net;
using System.Text.Json;

namespace FuncX.Actors.Client.Hosting;

/// <summary>Finds gateway and token where a person would have put them.</summary>
public static class ClientSettings
{
    /// <summary><c>$FUNCX_HOME</c>, or <c>~/.funcx</c>.</summary>
    public static string Home => Environment.GetEnvironmentVariable("FUNCX_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".funcx");

    /// <summary><c>$FUNCX_DATA</c>, or <c>/var/lib/funcx</c> as root, else <c>$XDG_DATA_HOME/funcx</c>: where a silo of this machine keeps its files.</summary>
    public static string DataDirectory
    {
        get
        {
            if (Environment.GetEnvironmentVariable("FUNCX_DATA") is { Length: > 0 } data)
                return data;
            if (Environment.UserName == "root")
                return "/var/lib/funcx";
            var share = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
            return Path.Combine(share, "funcx");
        }
    }

    /// <summary>Environment first (FUNCX_GATEWAY, FUNCX_TOKEN), then <c>$FUNCX_HOME</c>, then the silo of this machine (<c>run.json</c> and <c>admin.token</c> of its data directory).</summary>
    /// <exception cref="FuncXConnectionException">Something found is not readable.</exception>
    public static FuncXClientOptions Load()
    {
        var options = new FuncXClientOptions();
        if (ReadRunFile(Path.Combine(DataDirectory, "run.json")) is { } run)
        {
            options.Gateways = [run.Gateway];
            options.ClusterId = run.ClusterId;
            options.ServiceId = run.ServiceId;
        }
        if (Environment.GetEnvironmentVariable("FUNCX_GATEWAY") is { Length: > 0 } gateways)
            options.Gateways = ParseGateways(gateways);
        options.Token = Environment.GetEnvironmentVariable("FUNCX_TOKEN") is { Length: > 0 } token
            ? token
            : ReadSecret(Path.Combine(Home, "token")) ?? ReadSecret(Path.Combine(DataDirectory, "admin.token")) ?? "";
        return options;
    }

    /// <summary>Reads <c>host:port</c>, comma separated; names are resolved.</summary>
    /// <exception cref="FuncXConnectionException">Names the part that is wrong.</exception>
    public static IReadOnlyList<IPEndPoint> ParseGateways(string text)
    {
        var gateways = new List<IPEndPoint>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.LastIndexOf(':');
            if (colon < 1 || !ushort.TryParse(part[(colon + 1)..], out var port))
                throw new FuncXConnectionException($"'{Text.Printable(part, 100)}' is not host:port.");
            var host = part[..colon].Trim('[', ']');
            try
            {
                var address = IPAddress.TryParse(host, out var ip) ? ip : Dns.GetHostAddresses(host)[0];
                gateways.Add(new IPEndPoint(address, port));
            }
            catch (Exception e) when (e is System.Net.Sockets.SocketException or ArgumentException or IndexOutOfRangeException)
            {
                throw new FuncXConnectionException($"The host of '{Text.Printable(part, 100)}' cannot be resolved: {e.Message}", e);
            }
        }
        return gateways;
    }

    /// <summary>What a running silo says of itself; null if there is no such file.</summary>
    /// <exception cref="FuncXConnectionException">It is there and not readable.</exception>
    public static RunFile? ReadRunFile(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var root = json.RootElement;
            return new RunFile(
                root.GetProperty("pid").GetInt32(),
                IPEndPoint.Parse(root.GetProperty("gateway").GetString()!),
                root.GetProperty("clusterId").GetString()!,
                root.GetProperty("serviceId").GetString()!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FuncXConnectionException($"{path} is not readable as a silo's run file: {e.Message} Delete it if no silo runs there, or start one again with `./funcx up`.", e);
        }
    }

    private static string? ReadSecret(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FuncXConnectionException($"The token in {path} cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>What a running silo says of itself in <c>run.json</c>.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Gateway">Where clients connect.</param>
/// <param name="ClusterId">Name of the cluster.</param>
/// <param name="ServiceId">Name of the service.</param>
public sealed record RunFile(int Pid, IPEndPoint Gateway, string ClusterId, string ServiceId);
