namespace Orleans;

/// <summary>The version of the membership table: a number that grows with each change, and the store's own mark.</summary>
public sealed class TableVersion
{
    /// <summary>A version.</summary>
    public TableVersion(int version, string eTag)
    {
        Version = version;
        VersionEtag = eTag;
    }

    /// <summary>The number.</summary>
    public int Version { get; }

    /// <summary>The store's mark.</summary>
    public string VersionEtag { get; }

    /// <summary>The version that a change makes; the mark is still the one that was read.</summary>
    public TableVersion Next() => new(Version + 1, VersionEtag);

    /// <inheritdoc />
    public override string ToString() => $"<{Version}, {VersionEtag}>";
}
