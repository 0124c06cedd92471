namespace Orleans;

/// <summary>Runs around every call that arrives at a grain.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Calls <see cref="IGrainCallContext.Invoke"/> to go on, or throws to refuse.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
