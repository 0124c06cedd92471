namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>First byte of every frame between agent and worker; docs/worker-protocol.md has the fields of each.</summary>
internal enum FrameKind : byte
{
    /// <summary>Agent: chosen version and settings.</summary>
    Welcome = 0x01,

    /// <summary>Agent: a function's body under its hash.</summary>
    Function = 0x02,

    /// <summary>Agent: one call.</summary>
    Task = 0x03,

    /// <summary>Agent: drop a function.</summary>
    Forget = 0x04,

    /// <summary>Agent: leave after the tasks before it.</summary>
    Stop = 0x05,

    /// <summary>Worker: versions and process id; its first frame.</summary>
    Hello = 0x81,

    /// <summary>Worker: how a call ended.</summary>
    Result = 0x82,
}
