using FuncX.Actors.Grains.Security;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Tokens in Postgres, found by hash; each change raises the version that caches poll.</summary>
public sealed class PostgresTokenStore : ITokenStore
{
    private readonly PostgresReads _tables;
    private readonly TimeProvider _time;

    /// <summary>Connects at the first use.</summary>
    public PostgresTokenStore(PostgresConnections connections, PostgresStorageOptions options, TimeProvider time, ILogger<PostgresTokenStore> log)
    {
        _time = time;
        _tables = new PostgresReads(connections.Reader, new PostgresRetry(options.RetryWindow, time, log));
    }

    /// <inheritdoc />
    public Task AddAsync(TokenRecord token, CancellationToken cancellationToken) => _tables.ExecuteAsync(
        """
        with added as (
            insert into tokens (hash, user_id, roles, endpoint_id, is_bulk, label, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (hash) do nothing)
        update tokens_version set version = version + 1
        """,
        "adding a token",
        cancellationToken,
        Column.Of(token.Hash, NpgsqlDbType.Bytea),
        Column.Of(token.Caller.User, NpgsqlDbType.Text),
        Column.Of((int)token.Caller.Roles, NpgsqlDbType.Integer),
        Column.Of(token.Caller.Endpoint?.Value, NpgsqlDbType.Uuid),
        Column.Of(token.Caller.IsBulk, NpgsqlDbType.Boolean),
        Column.Of(Column.Storable(token.Label), NpgsqlDbType.Text),
        Column.Of(Column.Time(token.CreatedAt), NpgsqlDbType.TimestampTz),
        Column.Of(Column.Time(token.ExpiresAt), NpgsqlDbType.TimestampTz));

    /// <inheritdoc />
    public async Task<TokenRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var rows = await _tables.QueryAsync(
            """
            select user_id, roles, endpoint_id, is_bulk, label, created_at, expires_at from tokens
            where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
            """,
            row => new TokenRecord
            {
                Hash = hash,
                Caller = new Caller
                {
                    User = row.GetString(0),
                    Roles = (CallerRoles)row.GetInt32(1),
                    Endpoint = row.IsDBNull(2) ? null : EndpointId.From(row.GetGuid(2)),
                    IsBulk = row.GetBoolean(3),
                },
                Label = row.GetString(4),
                CreatedAt = LedgerReaders.Time(row, 5),
                ExpiresAt = LedgerReaders.NullableTime(row, 6),
            },
            "looking up a token",
            cancellationToken,
            Column.Of(hash, NpgsqlDbType.Bytea),
            Now()).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <inheritdoc />
    public Task RevokeEndpointAsync(EndpointId endpoint, CancellationToken cancellationToken) => _tables.ExecuteAsync(
        """
        with ended as (update tokens set revoked_at = $2 where endpoint_id = $1 and revoked_at is null)
        update tokens_version set version = version + 1
        """,
        "revoking the tokens of an endpoint",
        cancellationToken,
        Column.Of(endpoint.Value, NpgsqlDbType.Uuid),
        Now());

    /// <inheritdoc />
    public Task<long> GetVersionAsync(CancellationToken cancellationToken) =>
        SingleAsync("select version from tokens_version", row => row.GetInt64(0), "reading the version of the tokens", cancellationToken);

    /// <inheritdoc />
    public async Task<bool> HasAdminAsync(CancellationToken cancellationToken)
    {
        var rows = await _tables.QueryAsync(
            "select exists (select from tokens where roles & $1 <> 0 and revoked_at is null and (expires_at is null or expires_at > $2))",
            row => row.GetBoolean(0),
            "looking for an administrator's token",
            cancellationToken,
            Column.Of((int)CallerRoles.Admin, NpgsqlDbType.Integer),
            Now()).ConfigureAwait(false);
        return rows[0];
    }

    /// <inheritdoc />
    public Task<byte[]> GetClusterSecretAsync(CancellationToken cancellationToken) =>
        SingleAsync("select secret from cluster_secret", row => row.GetFieldValue<byte[]>(0), "reading the cluster secret", cancellationToken);

    private async Task<T> SingleAsync<T>(string sql, Func<Npgsql.NpgsqlDataReader, T> read, string what, CancellationToken cancellationToken)
    {
        var rows = await _tables.QueryAsync(sql, read, what, cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0] : throw new PostgresSchemaException($"The row was deleted that {what} needs; restore it from a backup.");
    }

    private Npgsql.NpgsqlParameter Now() => Column.Of(Column.Time(_time.GetUtcNow()), NpgsqlDbType.TimestampTz);
}
