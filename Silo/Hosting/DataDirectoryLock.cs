using System.Text.Json;

namespace FuncX.Actors.Silo.Hosting;

/// <summary>One silo per data directory, whatever its storage: two would overwrite each other's token and run file. The kernel releases the lock when its holder dies.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Makes the directory if need be, and takes it.</summary>
    /// <exception cref="SiloStartException">It cannot be made or written, or another silo serves it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        const string OtherDirectory = "Give another with --data, or set FUNCX_DATA.";
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SiloStartException($"The data directory {directory} cannot be made: {e.Message} {OtherDirectory}", e);
        }
        try
        {
            return new(new FileStream(Path.Combine(directory, "silo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SiloStartException($"The data directory {directory} cannot be written by user {Environment.UserName}. Give that user the right to write there, or another directory with --data or FUNCX_DATA.", e);
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new SiloStartException($"The data directory {directory} is served by {Holder(directory)} already. Stop that one (`./funcx up` or `./funcx quickstart` in another terminal?), or choose another with --data.", e);
        }
        catch (IOException e)
        {
            throw new SiloStartException($"The data directory {directory} cannot be written: {e.Message} {OtherDirectory}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    // A lock that another holds is reported as EWOULDBLOCK.
    private static bool IsTaken(IOException e) => e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 11 or 35;

    private static string Holder(string directory)
    {
        try
        {
            using var run = JsonDocument.Parse(File.ReadAllText(RunFileWriter.PathIn(directory)));
            return $"process {run.RootElement.GetProperty("pid").GetInt32()}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "another process";
        }
    }
}
