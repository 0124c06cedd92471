namespace FuncX.Actors;

/// <summary>No function, endpoint, task or batch has this id, or the caller may not know of it.</summary>
[GenerateSerializer, Alias("funcx.ResourceNotFoundException")]
public sealed class ResourceNotFoundException : FuncXException
{
    /// <summary>For deserialization.</summary>
    public ResourceNotFoundException()
    {
    }

    /// <summary>Names what was looked for.</summary>
    /// <param name="kind">Function, Endpoint, Task or Batch.</param>
    /// <param name="id">The id.</param>
    public ResourceNotFoundException(string kind, string id)
        : base($"{kind.ToUpperInvariant()}_NOT_FOUND", $"{kind} {id} could not be found.", $"Check the id and the account: one of another account looks like none.")
    {
    }
}
