using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FuncX.Actors.Silo.Hosting;

/// <summary>Says in <c>run.json</c> of the data directory which process serves it, and on which ports it really listens.</summary>
internal static class RunFileWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "run.json");

    public static void Write(SiloSettings settings, IPEndPoint gateway, TimeProvider clock)
    {
        var path = PathIn(settings.DataDirectory);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(
            new
            {
                pid = Environment.ProcessId,
                gateway = gateway.ToString(),
                clusterId = settings.ClusterId,
                serviceId = settings.ServiceId,
                storage = settings.UseMemory ? "memory" : "postgres",
                startedAt = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            },
            Indented) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    public static void Delete(string dataDirectory) => File.Delete(PathIn(dataDirectory));
}
