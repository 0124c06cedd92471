using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Orleans.Storage;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Grain state in typed tables; the row's <c>version</c> is the ETag.</summary>
/// <remarks>
/// A write whose answer was lost with the connection is repeated. If the first try did commit, the repeat finds a newer version and fails as
/// <see cref="InconsistentStateException"/>: the activation ends and the next one reads what was written. That is never wrong, only slower.
/// </remarks>
public sealed class PostgresGrainStorage : IGrainStorage
{
    private readonly PostgresReads _tables;

    /// <summary>Connects at the first use.</summary>
    public PostgresGrainStorage(PostgresConnections connections, PostgresStorageOptions options, TimeProvider time, ILogger<PostgresGrainStorage> log) =>
        _tables = new PostgresReads(connections.Reader, new PostgresRetry(options.RetryWindow, time, log));

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var table = StateTables.Of<T>();
        var rows = await _tables.QueryAsync(
            table.SelectSql, row => (Version: row.GetInt64(0), State: table.Read(row)), $"reading {stateName}", CancellationToken.None, Id(grainId)).ConfigureAwait(false);
        grainState.RecordExists = rows.Count > 0;
        grainState.ETag = rows.Count > 0 ? ETag(rows[0].Version) : null;
        grainState.State = rows.Count > 0 ? rows[0].State : Activator.CreateInstance<T>();
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var table = StateTables.Of<T>();
        var expected = Version(grainState.ETag);
        NpgsqlParameter[] columns = table.Write(grainState.State);
        var written = expected is { } version
            ? await _tables.ExecuteAsync(
                table.UpdateSql, $"writing {stateName}", CancellationToken.None, [Id(grainId), Column.Of(version, NpgsqlDbType.Bigint), .. columns]).ConfigureAwait(false)
            : await _tables.ExecuteAsync(table.InsertSql, $"writing {stateName}", CancellationToken.None, [Id(grainId), .. columns]).ConfigureAwait(false);
        if (written == 0)
        {
            throw Inconsistent(stateName, grainId, grainState.ETag);
        }

        (grainState.ETag, grainState.RecordExists) = (ETag((expected ?? 0) + 1), true);
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Version(grainState.ETag) is { } version)
        {
            var deleted = await _tables.ExecuteAsync(
                StateTables.Of<T>().DeleteSql, $"deleting {stateName}", CancellationToken.None, Id(grainId), Column.Of(version, NpgsqlDbType.Bigint)).ConfigureAwait(false);
            if (deleted == 0)
            {
                throw Inconsistent(stateName, grainId, grainState.ETag);
            }
        }

        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    private static InconsistentStateException Inconsistent(string stateName, GrainId grainId, string? etag) =>
        new($"The {stateName} of {grainId} was changed by another activation.", "another", etag ?? "none");

    private static NpgsqlParameter Id(GrainId grainId) => Column.Of(Guid.Parse(grainId.Key.ToString()!), NpgsqlDbType.Uuid);

    private static string ETag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long? Version(string? etag) => string.IsNullOrEmpty(etag) ? null : long.Parse(etag, CultureInfo.InvariantCulture);
}
