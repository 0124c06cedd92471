namespace FuncX.Actors;

/// <summary>Base of every error of this system that crosses the wire. Switch on the type or on <see cref="Code"/>, never on the message.</summary>
[GenerateSerializer, Alias("funcx.FuncXException")]
public abstract class FuncXException : Exception
{
    /// <summary>For deserialization.</summary>
    protected FuncXException()
    {
    }

    /// <summary>An error with what a person needs to go on.</summary>
    protected FuncXException(string code, string message, string hint = "", bool isRetryable = false)
        : base(message)
    {
        Code = code;
        Hint = hint;
        IsRetryable = isRetryable;
    }

    /// <summary>Machine-readable, such as FUNCTION_NOT_FOUND; the names are those of the REST API.</summary>
    [Id(0)]
    public string Code { get; init; } = "INTERNAL_ERROR";

    /// <summary>What to do next; empty if there is nothing to add.</summary>
    [Id(1)]
    public string Hint { get; init; } = "";

    /// <summary>The same command may succeed later.</summary>
    [Id(2)]
    public bool IsRetryable { get; init; }
}
