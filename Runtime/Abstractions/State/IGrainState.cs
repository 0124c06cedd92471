namespace Orleans;

/// <summary>A record on its way to or from a storage provider.</summary>
public interface IGrainState<T>
{
    /// <summary>The value.</summary>
    T State { get; set; }

    /// <summary>The version; null if there is none.</summary>
    string? ETag { get; set; }

    /// <summary>The record exists in storage.</summary>
    bool RecordExists { get; set; }
}
