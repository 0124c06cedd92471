namespace Orleans.Runtime;

/// <summary>A timer of one activation; dispose it to stop it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts anew. <see cref="Timeout.InfiniteTimeSpan"/> as due time stops it, as period makes it fire once.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
