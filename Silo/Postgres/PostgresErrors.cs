using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>What kind of trouble an exception of the driver means.</summary>
internal static class PostgresErrors
{
    /// <summary>It may pass: the server restarts, the connection broke, a lock or the disk was in the way.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        PostgresException server => server.IsTransient || server.SqlState[..2] is "08" or "40" or "53" or "57" or "58" || server.SqlState is "55P03",
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>One row of the statement cannot be stored, whatever stands beside it.</summary>
    public static bool IsRowFault(Exception error) => error switch
    {
        PostgresException server => server.SqlState[..2] is "22" or "23" or "54",
        EncoderFallbackException => true,
        _ => false,
    };

    /// <summary>One line for the submitter of that row.</summary>
    public static string Describe(Exception error) => error switch
    {
        PostgresException server when IsMissingPartition(server) =>
            $"Ids of its day have no place in {server.TableName}: ids are made at send, and are stored from two days back to two days ahead of the silo's clock.",
        PostgresException server => $"The row cannot be stored: {server.MessageText} (SQLSTATE {server.SqlState}).",
        _ => $"The row cannot be stored: {error.Message}",
    };

    /// <summary>The hourly upkeep of partitions does not run, or the id is far off.</summary>
    public static bool IsMissingPartition(PostgresException error) =>
        error.SqlState == PostgresErrorCodes.CheckViolation && error.MessageText.StartsWith("no partition of relation", StringComparison.Ordinal);

    /// <summary>What callers are told when the window for retries has closed.</summary>
    public static StorageUnavailableException Unavailable(Exception error, TimeSpan after) => new(
        $"Postgres did not take the command for {after.TotalSeconds:0.#} s ({Text.Printable(error.Message, 300)}). "
        + (error is PostgresException { SqlState: PostgresErrorCodes.DiskFull } ? "Free space on its disk." : "Check that it runs and accepts connections."));
}
