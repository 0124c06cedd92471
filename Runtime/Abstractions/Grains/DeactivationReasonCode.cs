namespace Orleans;

/// <summary>Why an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>Unknown.</summary>
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>The constructor, the first read of state or OnActivateAsync failed.</summary>
    ActivationFailed = 2,

    /// <summary>The directory could not be asked.</summary>
    DirectoryFailure = 3,

    /// <summary>Not used for longer than its age limit.</summary>
    ActivationIdle = 4,

    /// <summary>A call never ended.</summary>
    ActivationUnresponsive = 5,

    /// <summary>Another activation of the same grain won.</summary>
    DuplicateActivation = 6,

    /// <summary>A request of an incompatible version.</summary>
    IncompatibleRequest = 7,

    /// <summary>Application code failed in a way that spoils the activation.</summary>
    ApplicationError = 8,

    /// <summary>DeactivateOnIdle.</summary>
    ApplicationRequested = 9,

    /// <summary>The grain moves to another silo.</summary>
    Migrating = 10,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested = 11,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure = 12,
}
