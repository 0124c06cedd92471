using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>The unlinked files that take what a worker's task and its children write to descriptors 1 and 2. Held open here, so that a task can neither hide nor swap them.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<SafeFileHandle> _files = [];

    /// <summary>Finds the files of a worker that has made them and runs nothing yet; none where there is no /proc.</summary>
    public OutputFiles(int processId)
    {
        var id = processId.ToString(CultureInfo.InvariantCulture);
        var directory = $"/proc/{id}/fd";
        try
        {
            foreach (var stream in new[] { 1, 2 })
            {
                var path = Path.Combine(directory, stream.ToString(CultureInfo.InvariantCulture));
                if (File.ResolveLinkTarget(path, returnFinalTarget: false) is { } target && target.Name.StartsWith($"funcx-{id}-{stream}", StringComparison.Ordinal))
                    _files.Add(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has died meanwhile, or this system shows no descriptors: then nothing is watched.
        }
    }

    /// <summary>Bytes of the larger one.</summary>
    public long Bytes
    {
        get
        {
            var most = 0L;
            foreach (var file in _files)
                most = Math.Max(most, RandomAccess.GetLength(file));
            return most;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
        _files.Clear();
    }
}
