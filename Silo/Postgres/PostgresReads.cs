using Npgsql;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Statements on the read pool, repeated over a restart of the database.</summary>
internal sealed class PostgresReads(NpgsqlDataSource source, PostgresRetry retry)
{
    /// <summary>All rows of a query.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, string what, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        RunAsync(
            async () =>
            {
                await using var command = source.CreateCommand(sql);
                Add(command, parameters);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            what,
            cancellationToken);

    /// <summary>A statement that may be repeated; the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, string what, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        RunAsync(
            async () =>
            {
                await using var command = source.CreateCommand(sql);
                Add(command, parameters);
                return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            },
            what,
            cancellationToken);

    /// <exception cref="InvalidRequestException">A value cannot be stored or looked for, such as a name that holds NUL.</exception>
    private async Task<T> RunAsync<T>(Func<Task<T>> command, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.RunAsync(_ => command(), what, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsRowFault(error))
        {
            throw new InvalidRequestException(PostgresErrors.Describe(error));
        }
    }

    /// <summary>A parameter belongs to one command at a time, so each try gets copies.</summary>
    private static void Add(NpgsqlCommand command, NpgsqlParameter[] parameters)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }
    }
}
