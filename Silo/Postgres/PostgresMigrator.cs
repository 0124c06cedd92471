using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Brings a database's tables to this program's version: numbered migrations, each in one transaction, one silo at a time.</summary>
public sealed partial class PostgresMigrator(string connectionString, ILogger<PostgresMigrator> log)
{
    /// <summary>"funcx" in hexadecimal letters; any constant would do as long as it never changes.</summary>
    private const long LockKey = 0x66756e6378;

    private const string Prefix = "FuncX.Actors.Silo.Postgres.Migrations.";

    /// <summary>Applies what is missing; safe to call from several silos at once.</summary>
    /// <returns>The version that the database has now.</returns>
    /// <exception cref="PostgresSchemaException">The database is newer than this program, or a migration failed (nothing of it stays).</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(PostgresConnections.Unpooled(connectionString));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);

        // Ends with the connection, so a silo that dies here blocks nobody.
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            connection,
            "create table if not exists schema_version (version integer primary key, name text not null, applied_at timestamptz not null default now())",
            cancellationToken).ConfigureAwait(false);

        var migrations = Migrations();
        var current = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (current > migrations[^1].Version)
        {
            throw new PostgresSchemaException(
                $"The database has schema version {current}, this program knows {migrations[^1].Version}. Start a newer version of the silo on it.");
        }

        foreach (var migration in migrations.Where(migration => migration.Version > current))
        {
            await ApplyAsync(connection, migration, cancellationToken).ConfigureAwait(false);
            LogApplied(migration.Version, migration.Name);
        }

        return migrations[^1].Version;
    }

    internal static IReadOnlyList<Migration> Migrations()
    {
        var assembly = typeof(PostgresMigrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(
                int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture),
                name[(Prefix.Length + 5)..^4],
                Read(assembly, name)))];
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, migration.Sql, cancellationToken).ConfigureAwait(false);
            await using var note = new NpgsqlCommand("insert into schema_version (version, name) values ($1, $2)", connection)
            {
                Parameters = { new() { Value = migration.Version }, new() { Value = migration.Name } },
            };
            await note.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            throw new PostgresSchemaException(
                $"Migration {migration.Version:0000} ({migration.Name}) failed: {error.MessageText}. Nothing of it was kept; the database needs PostgreSQL 14 or newer and an own schema.",
                error);
        }
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(version), 0) from schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [LoggerMessage(LogLevel.Information, "Database migration {Version} ({Name}) applied.")]
    private partial void LogApplied(int version, string name);

    internal sealed record Migration(int Version, string Name, string Sql);
}
