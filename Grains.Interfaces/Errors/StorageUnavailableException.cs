namespace FuncX.Actors;

/// <summary>The database does not answer.</summary>
[GenerateSerializer, Alias("funcx.StorageUnavailableException")]
public sealed class StorageUnavailableException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public StorageUnavailableException()
    {
    }

    /// <summary>Says since when.</summary>
    public StorageUnavailableException(string message)
        : base("STORAGE_UNAVAILABLE", message, "Check that Postgres runs; retrying is safe.", isRetryable: true)
    {
    }
}
