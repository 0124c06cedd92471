using System.Text.Json;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.EndpointAgent.Commands;

namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>Files of one endpoint in <c>$FUNCX_HOME/endpoints/NAME</c>.</summary>
internal sealed class EndpointFolder(string name)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Folder of all endpoints.</summary>
    public static string Root => Path.Combine(ClientSettings.Home, "endpoints");

    /// <summary>Local name.</summary>
    public string Name { get; } = name;

    /// <summary>The folder.</summary>
    public string FullPath => Path.Combine(Root, Name);

    /// <summary>Settings.</summary>
    public string ConfigFile => Path.Combine(FullPath, "config.yaml");

    /// <summary>What the service knows it as.</summary>
    public string IdentityFile => Path.Combine(FullPath, "endpoint.json");

    /// <summary>The agent's token, mode 0600.</summary>
    public string TokenFile => Path.Combine(FullPath, "endpoint.token");

    /// <summary>Log of a detached agent.</summary>
    public string LogFile => Path.Combine(FullPath, "endpoint.log");

    /// <summary>Held by the running agent.</summary>
    public string LockFile => Path.Combine(FullPath, "agent.lock");

    /// <summary>What the agent says of itself.</summary>
    public string StateFile => Path.Combine(FullPath, "state.json");

    /// <summary>Highest owner epoch.</summary>
    public string EpochFile => Path.Combine(FullPath, "epoch");

    /// <summary>Outcomes and journal.</summary>
    public string SpoolDirectory => Path.Combine(FullPath, "spool");

    /// <summary>It has been configured.</summary>
    public bool Exists => File.Exists(ConfigFile);

    /// <summary>All configured endpoints, by name.</summary>
    public static IReadOnlyList<EndpointFolder> All =>
        Directory.Exists(Root) ? [.. Directory.GetDirectories(Root).Select(d => new EndpointFolder(Path.GetFileName(d))).Where(e => e.Exists).OrderBy(e => e.Name, StringComparer.Ordinal)] : [];

    /// <summary>Reads what the service knows it as; null if it is not registered.</summary>
    /// <exception cref="CommandException">The file is there and cannot be read.</exception>
    public EndpointIdentity? ReadIdentity()
    {
        if (!File.Exists(IdentityFile))
            return null;
        var why = "a value is missing or is none.";
        try
        {
            if (JsonSerializer.Deserialize<EndpointIdentity>(File.ReadAllText(IdentityFile), Json) is { Gateway: not null, ClusterId: not null, ServiceId: not null } identity && EndpointId.TryParse(identity.EndpointId, out _))
                return identity;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            why = e.Message;
        }
        throw new CommandException(ExitCode.Config, $"{IdentityFile} cannot be read: {why} Put it back, or register endpoint {Name} anew with `funcx-endpoint configure {Name} --renew-token`: it gets another id then.");
    }

    /// <summary>As <see cref="ReadIdentity"/>; null as well if the file cannot be read.</summary>
    public EndpointIdentity? FindIdentity()
    {
        try
        {
            return ReadIdentity();
        }
        catch (CommandException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public void WriteIdentity(EndpointIdentity identity) => WriteAtomically(IdentityFile, JsonSerializer.Serialize(identity, Json), isSecret: false);

    /// <summary>Reads the agent's last words; null if there are none or they cannot be read.</summary>
    public AgentState? ReadState()
    {
        try
        {
            return File.Exists(StateFile) ? JsonSerializer.Deserialize<AgentState>(File.ReadAllText(StateFile), Json) : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Writes the agent's words.</summary>
    public void WriteState(AgentState state)
    {
        var text = JsonSerializer.Serialize(state, Json);
        try
        {
            WriteAtomically(StateFile, text, isSecret: false);
        }
        catch (IOException) when (File.Exists(StateFile))
        {
            // A full disk has no room for a second file, but for a word in the first.
            using var file = new FileStream(StateFile, FileMode.Open, FileAccess.Write, FileShare.Read);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.SetLength(file.Position);
        }
    }

    /// <summary>Writes the agent's token.</summary>
    public void WriteToken(string token) => WriteAtomically(TokenFile, token + "\n", isSecret: true);

    /// <summary>Makes this process the endpoint's agent until the result is disposed; null if another one is.</summary>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>An agent of it runs.</summary>
    public bool IsRunning
    {
        get
        {
            if (!File.Exists(LockFile))
                return false;
            using var free = TryLock();
            return free is null;
        }
    }

    private static void WriteAtomically(string path, string text, bool isSecret)
    {
        var next = path + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (isSecret ? 0 : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using (var writer = new StreamWriter(next, options))
            writer.Write(text);
        File.Move(next, path, overwrite: true);
    }
}
