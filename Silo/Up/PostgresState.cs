namespace FuncX.Actors.Silo.Up;

/// <summary>What the supervised server is doing.</summary>
public enum PostgresState
{
    /// <summary>Not started, or stopped on purpose.</summary>
    Stopped,

    /// <summary>Being started or recovering.</summary>
    Starting,

    /// <summary>Accepting connections.</summary>
    Ready,

    /// <summary>Died; a restart is being tried.</summary>
    Restarting,

    /// <summary>Died and could not be brought back within <see cref="PostgresSupervisorOptions.RestartWindow"/>.</summary>
    Failed,
}
