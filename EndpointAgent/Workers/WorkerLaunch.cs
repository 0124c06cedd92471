namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>How to start a worker process, and its bounds.</summary>
internal sealed record WorkerLaunch
{
    /// <summary>Path of the Python interpreter.</summary>
    public required string Interpreter { get; init; }

    /// <summary>What follows it on the command line: the worker program.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment of the process: nothing of the agent's own is added.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Working directory, which exists.</summary>
    public required string Directory { get; init; }

    /// <summary>Output kept per task and stream.</summary>
    public int CaptureBytes { get; init; } = 64 << 10;

    /// <summary>A worker whose output file grows beyond this while a task runs is killed; checked each 250 ms. Default 64 MiB.</summary>
    public long OutputBytes { get; init; } = 64 << 20;

    /// <summary>Longest result, counted as the serialized string.</summary>
    public int ResultBytes { get; init; } = 10 << 20;

    /// <summary>Longest frame that a worker may send.</summary>
    public int MaxFrameBytes => Math.Max(ResultBytes, 1 << 20) + (2 * CaptureBytes) + (256 << 10);

    /// <summary>The worker program beside this binary.</summary>
    public static string DefaultScript { get; } = Path.Combine(AppContext.BaseDirectory, "Workers", "worker.py");

    /// <summary>A clean environment, with what the operator adds to it.</summary>
    /// <param name="scratch">Becomes HOME and TMPDIR.</param>
    /// <param name="added">Wins over the rest.</param>
    public static Dictionary<string, string> CleanEnvironment(string scratch, IReadOnlyDictionary<string, string>? added = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = scratch,
            ["TMPDIR"] = scratch,
            ["LANG"] = "C.UTF-8",
            ["PYTHONUNBUFFERED"] = "1",
        };
        foreach (var (name, value) in added ?? new Dictionary<string, string>())
            environment[name] = value;
        return environment;
    }
}
