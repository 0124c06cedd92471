namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>A data directory and a FUNCX_HOME of a test's own, with commands that use them and nothing of the person who runs the tests.</summary>
internal sealed class Place : IDisposable
{
    private readonly Dictionary<string, string?> _environment;

    public Place()
    {
        // Postgres runs as another user when the tests run as root, so that the folder must be open to it.
        Folder = Directory.CreateTempSubdirectory("funcx-e2e-").FullName;
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        _environment = new() { ["FUNCX_DATA"] = Data, ["FUNCX_HOME"] = Home, ["FUNCX_TOKEN"] = null, ["FUNCX_GATEWAY"] = null, ["TERM"] = "dumb" };
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public string Home => Path.Combine(Folder, "home");

    /// <summary>The environment of all commands of this place.</summary>
    public IReadOnlyDictionary<string, string?> Environment => _environment;

    public Task<CommandRun> CliAsync(params string[] arguments) => CommandRun.OfAsync(Programs.Cli, arguments, _environment);

    public Task<CommandRun> AgentAsync(params string[] arguments) => CommandRun.OfAsync(Programs.Agent, arguments, _environment);

    public Task<CommandRun> SiloAsync(params string[] arguments) => CommandRun.OfAsync(Programs.Silo, ["up", .. arguments], _environment);

    /// <summary>As <see cref="CliAsync"/>, with other variables.</summary>
    public Task<CommandRun> CliWithAsync(IEnumerable<KeyValuePair<string, string?>> variables, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(_environment);
        foreach (var (name, value) in variables)
            environment[name] = value;
        return CommandRun.OfAsync(Programs.Cli, arguments, environment);
    }

    public Task<Daemon> StartSiloAsync(params string[] arguments) =>
        Daemon.StartAsync(Programs.Silo, ["up", "--gateway-port", "0", "--silo-port", "0", .. arguments], _environment, "Silo ready");

    public Task<Daemon> StartAgentAsync(string name) => Daemon.StartAsync(Programs.Agent, ["start", name], _environment, "Attached to endpoint");

    /// <summary>A file with this text.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
