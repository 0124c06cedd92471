namespace Orleans.Serialization.Invocation;

/// <summary>A response with a value.</summary>
public abstract class Response<TResult> : Response
{
    /// <summary>The value.</summary>
    public abstract TResult? TypedResult { get; set; }
}
