namespace FuncX.Actors.Silo.Up;

/// <summary>A private PostgreSQL could not be set up, started or stopped. Show the message and then the <see cref="Hint"/>.</summary>
public sealed class PostgresSetupException(PostgresSetupError error, string message, string hint, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The kind of failure, to switch on.</summary>
    public PostgresSetupError Error { get; } = error;

    /// <summary>What a person can do about it; one sentence.</summary>
    public string Hint { get; } = hint;
}
