using FuncX.Actors.Grains.Batches;
using FuncX.Actors.Grains.Endpoints;
using FuncX.Actors.Grains.Functions;
using Npgsql;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>How one state record stands in its table: columns in one order for reading and writing. Beside them each table has <c>id</c> and <c>version</c>.</summary>
internal sealed record StateTable<T>(string Table, string[] Columns, Func<T, NpgsqlParameter[]> Write, Func<NpgsqlDataReader, T> Read)
{
    /// <summary>Parameters: id. Columns: version, then ours.</summary>
    public string SelectSql { get; } = $"select version, {string.Join(", ", Columns)} from {Table} where id = $1";

    /// <summary>Parameters: id, then ours. No row if there is one already.</summary>
    public string InsertSql { get; } =
        $"insert into {Table} (id, version, {string.Join(", ", Columns)}) values ($1, 1, {string.Join(", ", Columns.Select((_, i) => $"${i + 2}"))}) on conflict (id) do nothing";

    /// <summary>Parameters: id, version, then ours. No row if the version is another.</summary>
    public string UpdateSql { get; } =
        $"update {Table} set version = version + 1, {string.Join(", ", Columns.Select((column, i) => $"{column} = ${i + 3}"))} where id = $1 and version = $2";

    /// <summary>Parameters: id, version.</summary>
    public string DeleteSql { get; } = $"delete from {Table} where id = $1 and version = $2";
}

/// <summary>The tables of the grains' states.</summary>
internal static class StateTables
{
    public static readonly StateTable<FunctionState> Functions = new(
        "functions",
        ["name", "owner_id", "body", "body_hash", "description", "is_public", "is_deleted", "registered_at"],
        state =>
        [
            Column.Of(Column.Storable(state.Name), NpgsqlDbType.Text),
            Column.Of(state.Owner, NpgsqlDbType.Text),
            Column.Of(state.Body, NpgsqlDbType.Bytea),
            Column.Of(state.BodyHash, NpgsqlDbType.Bytea),
            Column.Of(Column.Storable(state.Description), NpgsqlDbType.Text),
            Column.Of(state.IsPublic, NpgsqlDbType.Boolean),
            Column.Of(state.IsDeleted, NpgsqlDbType.Boolean),
            Column.Of(Column.Time(state.RegisteredAt), NpgsqlDbType.TimestampTz),
        ],
        row => new FunctionState
        {
            Name = row.GetString(1),
            Owner = row.GetString(2),
            Body = row.GetFieldValue<byte[]>(3),
            BodyHash = row.GetFieldValue<byte[]>(4),
            Description = LedgerReaders.Text(row, 5),
            IsPublic = row.GetBoolean(6),
            IsDeleted = row.GetBoolean(7),
            RegisteredAt = LedgerReaders.Time(row, 8),
        });

    public static readonly StateTable<EndpointState> Endpoints = new(
        "endpoints",
        ["name", "owner_id", "description", "is_public", "is_deleted", "registered_at", "owner_epoch", "last_seen_at"],
        state =>
        [
            Column.Of(Column.Storable(state.Name), NpgsqlDbType.Text),
            Column.Of(state.Owner, NpgsqlDbType.Text),
            Column.Of(Column.Storable(state.Description), NpgsqlDbType.Text),
            Column.Of(state.IsPublic, NpgsqlDbType.Boolean),
            Column.Of(state.IsDeleted, NpgsqlDbType.Boolean),
            Column.Of(Column.Time(state.RegisteredAt), NpgsqlDbType.TimestampTz),
            Column.Of(state.OwnerEpoch, NpgsqlDbType.Bigint),
            Column.Of(Column.Time(state.LastSeen), NpgsqlDbType.TimestampTz),
        ],
        row => new EndpointState
        {
            Name = row.GetString(1),
            Owner = row.GetString(2),
            Description = LedgerReaders.Text(row, 3),
            IsPublic = row.GetBoolean(4),
            IsDeleted = row.GetBoolean(5),
            RegisteredAt = LedgerReaders.Time(row, 6),
            OwnerEpoch = row.GetInt64(7),
            LastSeen = LedgerReaders.NullableTime(row, 8),
        });

    public static readonly StateTable<GroupState> Groups = new(
        "task_groups",
        ["name", "owner_id", "created_at"],
        state =>
        [
            Column.Of(Column.Storable(state.Name), NpgsqlDbType.Text),
            Column.Of(state.Owner, NpgsqlDbType.Text),
            Column.Of(Column.Time(state.CreatedAt), NpgsqlDbType.TimestampTz),
        ],
        row => new GroupState { Name = row.GetString(1), Owner = row.GetString(2), CreatedAt = LedgerReaders.Time(row, 3) });

    private static readonly Dictionary<Type, object> All = new()
    {
        [typeof(FunctionState)] = Functions,
        [typeof(EndpointState)] = Endpoints,
        [typeof(GroupState)] = Groups,
    };

    /// <summary>The table of a state record.</summary>
    public static StateTable<T> Of<T>() => All.TryGetValue(typeof(T), out var table)
        ? (StateTable<T>)table
        : throw new NotSupportedException($"State {typeof(T).Name} has no table: add one with a migration and a line in StateTables.");
}
