namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary>Exit codes in the manner of sysexits.h.</summary>
internal static class ExitCode
{
    /// <summary>As asked.</summary>
    public const int Ok = 0;

    /// <summary>Wrong arguments.</summary>
    public const int Usage = 64;

    /// <summary>No such endpoint.</summary>
    public const int NoInput = 66;

    /// <summary>It runs already, does not run, or the service refuses.</summary>
    public const int Unavailable = 69;

    /// <summary>A defect of this program.</summary>
    public const int Software = 70;

    /// <summary>A file cannot be written.</summary>
    public const int CannotCreate = 73;

    /// <summary>Try again later.</summary>
    public const int TemporaryFailure = 75;

    /// <summary>The token does not allow it.</summary>
    public const int NoPermission = 77;

    /// <summary>The configuration is wrong.</summary>
    public const int Config = 78;

    /// <summary>Ended by a second signal.</summary>
    public const int Interrupted = 130;
}
