using System.Globalization;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>The highest owner epoch that this endpoint's agents have seen; a lower one is refused.</summary>
internal sealed class EpochFile
{
    private readonly string _path;

    /// <summary>Reads the file; 0 if there is none.</summary>
    public EpochFile(string path)
    {
        _path = path;
        if (File.Exists(path) && long.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            Value = value;
    }

    /// <summary>The epoch.</summary>
    public long Value { get; private set; }

    /// <summary>Notes a higher epoch. A disk that cannot take it costs the memory of it only.</summary>
    public void Raise(long epoch)
    {
        if (epoch <= Value)
            return;
        Value = epoch;
        try
        {
            File.WriteAllText(_path + ".new", epoch.ToString(CultureInfo.InvariantCulture));
            File.Move(_path + ".new", _path, overwrite: true);
        }
        catch (IOException)
        {
            // The spool's own message says that the disk is full.
        }
    }
}
