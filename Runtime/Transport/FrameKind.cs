namespace FuncX.Actors.Runtime.Transport;

/// <summary>First byte of every frame.</summary>
internal enum FrameKind : byte
{
    /// <summary>Client to gateway, first: magic, version, cluster, service, client secret.</summary>
    Hello = 1,

    /// <summary>Gateway to client: accepted or why not, client id, silo, grain types.</summary>
    Welcome = 2,

    /// <summary>A call.</summary>
    Request = 3,

    /// <summary>The answer to a call.</summary>
    Response = 4,

    /// <summary>The caller has given the call up.</summary>
    Cancel = 5,

    /// <summary>The silo stops: send nothing new, answers still come.</summary>
    Goodbye = 6,

    /// <summary>Client to gateway: are you there?</summary>
    Ping = 7,

    /// <summary>Gateway to client, at once and past every grain: yes.</summary>
    Pong = 8,
}
