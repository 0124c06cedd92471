namespace FuncX.Actors.Runtime.Transport;

/// <summary>What became of a frame that was handed to a connection.</summary>
internal enum AppendResult
{
    /// <summary>It will be written in its order.</summary>
    Taken,

    /// <summary>More bytes wait than the option allows: the other side reads too slowly.</summary>
    Full,

    /// <summary>The connection has ended.</summary>
    Closed,
}
