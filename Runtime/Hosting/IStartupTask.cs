namespace Orleans.Runtime;

/// <summary>Runs once when the silo starts, before its gateway serves clients.</summary>
public interface IStartupTask
{
    /// <summary>Does the work; what it throws fails the start.</summary>
    Task Execute(CancellationToken cancellationToken);
}
