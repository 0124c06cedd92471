using System.Globalization;

namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>The config.yaml that <c>configure</c> writes.</summary>
internal static class ConfigTemplate
{
    /// <summary>A documented file; what is given is set, the rest is shown with its default.</summary>
    public static string Write(string name, string? displayName, string? gateways, string? clusterId, string? workers, string? interpreter, bool isPublic) => string.Create(CultureInfo.InvariantCulture, $"""
        # Endpoint {name}. `funcx-endpoint start {name}` reads this file; after a change stop and start it.
        # Times: 500ms, 5s, 2m, 1h, 14d. Sizes: bytes, 64KiB, 10MiB, 1GiB.

        # Name that people see.
        {Set("display_name", displayName, name)}

        # Where to connect: host:port, or a list of them. Default: the silo of this machine.
        {Set("gateway", gateways, "127.0.0.1:30000")}

        # Name of the cluster behind the gateways.
        {Set("cluster_id", clusterId, "funcx")}

        # Worker processes, one task each at a time: a number, or auto for one per processor.
        {Set("workers", workers, "auto")}

        # Tasks that wait here for a worker, so that none idles.
        # prefetch: 256

        # Python of the workers (3.8 or newer), by path: another python3 may come first in PATH.
        # It needs no package of ours; dill (python3-dill) for functions and arguments that are pickled.
        {Set("interpreter", interpreter, EndpointConfig.DefaultInterpreter)}

        # Added to the clean environment of the workers (PATH, HOME, TMPDIR, LANG).
        # environment:
        #   OMP_NUM_THREADS: "1"

        # Sign of life to the service.
        # heartbeat: 5s

        # How long running tasks may go on after `stop`.
        # drain_timeout: 60s

        # Longest result, as serialized text. With twice capture_bytes at most 31MiB.
        # max_result_bytes: 10MiB

        # What is kept of a task's prints, per stream; the end is kept.
        # capture_bytes: 64KiB

        # A task that writes more than this to standard output or error is ended.
        # max_output_bytes: 64MiB

        # Most disk space for results that the service has not taken yet.
        # max_spool_bytes: 1GiB

        # Home and working directory of the workers. Default: scratch beside this file.
        # scratch_dir: /scratch/funcx

        # Every account may run tasks here. Their processes share this operating-system account:
        # public: true needs allow_shared_uid: true.
        {(isPublic ? "public: true" : "# public: false")}
        {(isPublic ? "allow_shared_uid: true" : "# allow_shared_uid: false")}

        # debug, info, warning or error.
        # log_level: info

        """);

    private static string Set(string key, string? value, string example) => value is null ? $"# {key}: {Quote(example)}" : $"{key}: {Quote(value)}";

    private static string Quote(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_' or ':') && !value.EndsWith(':') ? value : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
