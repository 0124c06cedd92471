using FuncX.Actors.Grains.Catalog;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Lists of functions and endpoints by index; bodies of functions are not read.</summary>
public sealed class PostgresCatalogStore : ICatalogStore
{
    private readonly PostgresReads _tables;

    /// <summary>Connects at the first use.</summary>
    public PostgresCatalogStore(PostgresConnections connections, PostgresStorageOptions options, TimeProvider time, ILogger<PostgresCatalogStore> log) =>
        _tables = new PostgresReads(connections.Reader, new PostgresRetry(options.RetryWindow, time, log));

    /// <inheritdoc />
    public async Task<IReadOnlyList<EndpointInfo>> ListEndpointsAsync(string? owner, int limit, CancellationToken cancellationToken) =>
        await _tables.QueryAsync(
            $"select id, name, owner_id, is_public, registered_at from endpoints where not is_deleted {Of(owner)} order by name limit $1",
            row => new EndpointInfo
            {
                Id = EndpointId.From(row.GetGuid(0)),
                Name = row.GetString(1),
                Owner = row.GetString(2),
                IsPublic = row.GetBoolean(3),
                RegisteredAt = LedgerReaders.Time(row, 4),
            },
            "listing endpoints",
            cancellationToken,
            Parameters(owner, limit)).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<FunctionInfo>> ListFunctionsAsync(string? owner, int limit, CancellationToken cancellationToken) =>
        await _tables.QueryAsync(
            "select id, name, owner_id, body_hash, octet_length(body), is_public, registered_at, description from functions"
            + $" where not is_deleted {Of(owner)} order by registered_at desc limit $1",
            row => new FunctionInfo
            {
                Id = FunctionId.From(row.GetGuid(0)),
                Name = row.GetString(1),
                Owner = row.GetString(2),
                BodyHash = row.GetFieldValue<byte[]>(3),
                BodyBytes = row.GetInt32(4),
                IsPublic = row.GetBoolean(5),
                RegisteredAt = LedgerReaders.Time(row, 6),
                Description = LedgerReaders.Text(row, 7),
            },
            "listing functions",
            cancellationToken,
            Parameters(owner, limit)).ConfigureAwait(false);

    private static string Of(string? owner) => owner is null ? string.Empty : "and owner_id = $2";

    private static Npgsql.NpgsqlParameter[] Parameters(string? owner, int limit) => owner is null
        ? [Column.Of(limit, NpgsqlDbType.Integer)]
        : [Column.Of(limit, NpgsqlDbType.Integer), Column.Of(owner, NpgsqlDbType.Text)];
}
