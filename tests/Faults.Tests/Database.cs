using System.Globalization;
using Npgsql;

namespace FuncX.Actors.Faults.Tests;

/// <summary>Asks the rows themselves, over the site's private socket.</summary>
internal sealed class Database(string data)
{
    /// <summary>How to reach it, for Npgsql.</summary>
    public string ConnectionString { get; } = new NpgsqlConnectionStringBuilder
    {
        Host = Path.Combine(data, "sock"),
        Username = "postgres",
        Database = "funcx",
    }.ConnectionString;

    /// <summary>Rows of <paramref name="table"/> for these tasks.</summary>
    public async Task<long> CountAsync(string table, string key, IReadOnlyCollection<TaskId> ids) =>
        (long)(await QueryAsync($"select count(*) from {table} where {key} = any($1)", ids, r => r.GetInt64(0)))[0];

    /// <summary>Rows of <paramref name="table"/> at all.</summary>
    public async Task<long> CountAsync(string table) => (await QueryAsync($"select count(*) from {table} where $1 is not null", [], r => r.GetInt64(0)))[0];

    /// <summary>Recorded losses per task.</summary>
    public async Task<IReadOnlyDictionary<TaskId, int>> LossesAsync(IReadOnlyCollection<TaskId> ids) =>
        (await QueryAsync("select task_id, count(*) from attempts where event = 2 and task_id = any($1) group by task_id", ids, r => (TaskId.From(r.GetGuid(0)), (int)r.GetInt64(1))))
        .ToDictionary(x => x.Item1, x => x.Item2);

    /// <summary>When the last loss since <paramref name="after"/> was recorded; null if there was none.</summary>
    public async Task<DateTimeOffset?> LastLossAfterAsync(DateTimeOffset after) =>
        (await QueryAsync("select at from attempts where $1 is not null and event = 2", [], r => r.GetFieldValue<DateTimeOffset>(0))).Where(at => at > after).Select(at => (DateTimeOffset?)at).Max();

    /// <summary>Tasks without an outcome, for messages.</summary>
    public async Task<string> DescribeOpenAsync()
    {
        try
        {
            var open = await QueryAsync(
                "select t.id::text from tasks t where $1 is not null and not exists (select from outcomes o where o.task_id = t.id) limit 20", [], r => r.GetString(0));
            return string.Create(CultureInfo.InvariantCulture, $"{open.Count} open tasks in the rows (20 at most shown): {string.Join(' ', open)}");
        }
        catch (NpgsqlException e)
        {
            return "the rows cannot be read: " + e.Message;
        }
    }

    private async Task<List<T>> QueryAsync<T>(string sql, IReadOnlyCollection<TaskId> ids, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        command.Parameters.Add(new NpgsqlParameter { Value = ids.Select(id => id.Value).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
