namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>An endpoint's config.yaml.</summary>
internal sealed record EndpointConfig
{
    /// <summary>A result and its two streams of output may take this together: a message holds 32 MiB, the rest is for what else an outcome says. 31 MiB.</summary>
    public const int MaxOutcomeBytes = 31 << 20;

    /// <summary>Name that people see; the endpoint's own name if empty.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Gateways, host:port; none: those of this machine's silo.</summary>
    public IReadOnlyList<string> Gateways { get; init; } = [];

    /// <summary>Name of the cluster; null: as found, or funcx.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Worker processes; null: one per processor.</summary>
    public int? Workers { get; init; }

    /// <summary>Tasks held beyond the workers. 256.</summary>
    public int Prefetch { get; init; } = 256;

    /// <summary>Python interpreter.</summary>
    public string Interpreter { get; init; } = DefaultInterpreter;

    /// <summary>Added to the workers' environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Heartbeat to the service. 5 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long running tasks may go on after a stop. 60 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest serialized result; with twice <see cref="CaptureBytes"/> at most <see cref="MaxOutcomeBytes"/>. 10 MiB.</summary>
    public int MaxResultBytes { get; init; } = 10 << 20;

    /// <summary>Output kept per task and stream. 64 KiB.</summary>
    public int CaptureBytes { get; init; } = 64 << 10;

    /// <summary>A task that writes more than this to one of its streams is ended. 64 MiB.</summary>
    public long MaxOutputBytes { get; init; } = 64 << 20;

    /// <summary>Most bytes of unreported results on disk. 1 GiB.</summary>
    public long MaxSpoolBytes { get; init; } = 1L << 30;

    /// <summary>Home and working directory of the workers; null: scratch beside config.yaml.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>Several users' tasks may run under this one operating-system account.</summary>
    public bool AllowSharedUid { get; init; }

    /// <summary>Every account may run tasks here.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Least level that is logged.</summary>
    public Microsoft.Extensions.Logging.LogLevel LogLevel { get; init; } = Microsoft.Extensions.Logging.LogLevel.Information;

    /// <summary>Worker processes in fact.</summary>
    public int WorkerCount => Workers ?? System.Environment.ProcessorCount;

    /// <summary>/usr/bin/python3 where it exists: another python3 may come first in PATH and lack the system's packages.</summary>
    public static string DefaultInterpreter => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}
