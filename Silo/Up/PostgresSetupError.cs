namespace FuncX.Actors.Silo.Up;

/// <summary>Why a private PostgreSQL could not be had.</summary>
public enum PostgresSetupError
{
    /// <summary>No PostgreSQL server programs on this machine.</summary>
    BinariesMissing,

    /// <summary>The data directory cannot be created, entered or written by the user that runs the server.</summary>
    DirectoryNotWritable,

    /// <summary>The file system is full.</summary>
    DiskFull,

    /// <summary>Another process already supervises this data directory.</summary>
    AlreadySupervised,

    /// <summary><c>initdb</c> failed for another reason.</summary>
    InitFailed,

    /// <summary>The server did not become ready within <see cref="PostgresSupervisorOptions.StartTimeout"/>.</summary>
    StartFailed,

    /// <summary>The server did not stop within <see cref="PostgresSupervisorOptions.StopTimeout"/>.</summary>
    StopFailed,
}
