using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>The other side sent what no peer of ours sends; its connection is closed.</summary>
public sealed class ProtocolException : OrleansException
{
    /// <summary>Says what was wrong.</summary>
    public ProtocolException(string message)
        : base(message)
    {
    }
}
