namespace FuncX.Actors.Silo.Up;

/// <summary>Where a private PostgreSQL lives and how long its phases may take.</summary>
public sealed class PostgresSupervisorOptions
{
    /// <summary>The data root; the cluster is in its <c>pg</c>, the server's log in its <c>log</c>. Absolute path.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Connections the server accepts; 10 to 1,000, default 60. A silo needs about 20.</summary>
    public int MaxConnectionCount { get; init; } = 60;

    /// <summary>The database that is created when it is missing; default <c>funcx</c>.</summary>
    public string Database { get; init; } = "funcx";

    /// <summary>Longest wait for one start to become ready, crash recovery included; default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a restart is retried after the server died; default 60 s.</summary>
    public TimeSpan RestartWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for a clean stop before an immediate one; default 20 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a server that an earlier supervisor started is looked at; default 0.5 s.</summary>
    public TimeSpan AttachedCheckInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Stop the server when the supervisor stops, also one that it attached to; default true.</summary>
    public bool StopsServer { get; init; } = true;

    /// <summary>Extra server settings, name to value; they win over ours. Default none.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>All that is wrong with these options, empty if nothing.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!Path.IsPathRooted(DataDirectory))
        {
            errors.Add($"DataDirectory must be an absolute path, got '{DataDirectory}'.");
        }

        if (MaxConnectionCount is < 10 or > 1000)
        {
            errors.Add($"MaxConnectionCount must be 10 to 1000, got {MaxConnectionCount}.");
        }

        if (Database.Length is 0 or > 63 || !Database.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            errors.Add($"Database must be 1 to 63 of a-z, 0-9 and _, got '{Database}'.");
        }

        return errors;
    }
}
