using System.Globalization;

namespace FuncX.Actors.Silo.Up;

/// <summary>One supervisor per data directory. The kernel releases the lock when its holder dies, however it dies.</summary>
internal sealed class SupervisorLock : IDisposable
{
    private readonly FileStream _file;

    private SupervisorLock(FileStream file) => _file = file;

    public static SupervisorLock Take(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "pg.lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            using (var writer = new StreamWriter(file, leaveOpen: true))
            {
                writer.WriteLine(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            }

            return new SupervisorLock(file);
        }
        catch (UnauthorizedAccessException error)
        {
            throw DataLayout.NotWritable(dataDirectory, error);
        }
        catch (IOException error)
        {
            throw new PostgresSetupException(
                PostgresSetupError.AlreadySupervised,
                $"The data directory {dataDirectory} is already supervised by process {Holder(path)}.",
                "Stop that one ('funcx up' in another terminal?) or choose another --data directory.",
                error);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        // .NET would refuse to open a locked file for reading; the lock is advisory, so 'cat' may.
        using var cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
        return cat.StandardOutput.ReadLine() ?? "unknown";
    }
}
