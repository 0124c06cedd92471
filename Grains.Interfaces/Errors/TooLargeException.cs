namespace FuncX.Actors;

/// <summary>Something is over its limit.</summary>
[GenerateSerializer, Alias("funcx.TooLargeException")]
public sealed class TooLargeException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public TooLargeException()
    {
    }

    /// <summary>Names what is too large.</summary>
    public TooLargeException(string what, long size, long limit)
        : base("TASK_PAYLOAD_TOO_LARGE", $"{what} has {size:N0}, more than the limit of {limit:N0}.", "Pass large data by reference (a file or an object store) or split the work.")
    {
        Size = size;
        Limit = limit;
    }

    /// <summary>The size, in the unit that the message names.</summary>
    [Id(0)]
    public long Size { get; init; }

    /// <summary>The limit, in the same unit.</summary>
    [Id(1)]
    public long Limit { get; init; }
}
