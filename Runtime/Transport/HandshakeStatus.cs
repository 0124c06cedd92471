namespace FuncX.Actors.Runtime.Transport;

/// <summary>First byte of a gateway's answer to a hello.</summary>
internal enum HandshakeStatus : byte
{
    /// <summary>Calls may follow.</summary>
    Accepted = 0,

    /// <summary>Another version of the protocol.</summary>
    WrongVersion = 1,

    /// <summary>Another cluster.</summary>
    WrongCluster = 2,

    /// <summary>Another service.</summary>
    WrongService = 3,

    /// <summary>As many connections as the option allows.</summary>
    TooBusy = 4,
}
