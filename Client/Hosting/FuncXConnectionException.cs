namespace FuncX.Actors.Client.Hosting;

/// <summary>No silo could be reached, or the settings do not say which.</summary>
public sealed class FuncXConnectionException : Exception
{
    /// <summary>Says what was tried and what to do.</summary>
    public FuncXConnectionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
