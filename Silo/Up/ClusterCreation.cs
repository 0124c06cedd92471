using Npgsql;

namespace FuncX.Actors.Silo.Up;

/// <summary>Makes a new cluster and its database.</summary>
internal static class ClusterCreation
{
    private static readonly TimeSpan InitTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The cluster appears under its name only when it is whole: a killed <c>initdb</c> leaves nothing that looks like one.</summary>
    public static async Task CreateAsync(PostgresBinaries binaries, DataLayout layout, CancellationToken cancellationToken)
    {
        var unfinished = layout.Cluster + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        if (Directory.Exists(layout.Cluster) && Directory.EnumerateFileSystemEntries(layout.Cluster).Any())
        {
            throw new PostgresSetupException(
                PostgresSetupError.InitFailed,
                $"{layout.Cluster} holds files but no PostgreSQL cluster.",
                "Move them away, or choose another --data directory.");
        }

        await DataLayout.CreateForServerAsync(unfinished, cancellationToken).ConfigureAwait(false);
        string[] arguments = ["-D", unfinished, "-U", ServerUser.Name, "-A", "trust", "-E", "UTF8", "--locale=C"];
        var made = await ServerUser.RunAsync(binaries.Program("initdb"), arguments, InitTimeout, cancellationToken).ConfigureAwait(false);
        if (made.ExitCode != 0)
        {
            throw DataLayout.IsFull(made.Output) ? DataLayout.Full(layout.Cluster, null) : new PostgresSetupException(
                PostgresSetupError.InitFailed,
                $"initdb ended with exit code {made.ExitCode}: {LogTail.Of(made.Output)}",
                "See the message above; an empty, writable data directory helps most.");
        }

        if (Directory.Exists(layout.Cluster))
        {
            Directory.Delete(layout.Cluster);
        }

        Directory.Move(unfinished, layout.Cluster);
    }

    public static async Task EnsureDatabaseAsync(string connectionString, string database, CancellationToken cancellationToken)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var look = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = database } } };
        if (await look.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            // The name was checked by the options: letters, digits and underscores.
            await using var create = new NpgsqlCommand($"create database {database}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
