namespace FuncX.Actors.Silo.Hosting;

/// <summary>The silo cannot start; nothing is left running.</summary>
public sealed class SiloStartException : Exception
{
    /// <summary>One line: what, where, what to do.</summary>
    public SiloStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
