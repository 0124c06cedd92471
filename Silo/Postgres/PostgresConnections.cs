using Npgsql;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>The silo's two pools: one connection that writes the ledger, and several that read and keep the other records.</summary>
public sealed class PostgresConnections : IAsyncDisposable
{
    /// <summary>
    /// Every statement of ours has an index made for it. A plan that was chosen while a partition was empty (each midnight) would be a scan of
    /// that partition, and would stay cached while it fills; a hash join would read all outcomes to find one hundred open tasks.
    /// </summary>
    public const string PlannerSettings =
        "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off"
        + " -c enable_memoize=off -c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC";

    /// <summary>Opens no connection yet.</summary>
    public PostgresConnections(PostgresStorageOptions options)
    {
        Writer = Build(options, 1, "funcx writer");
        Reader = Build(options, options.ReadConnectionCount, "funcx reader");
    }

    /// <summary>The pool of one connection on which ledger batches commit.</summary>
    public NpgsqlDataSource Writer { get; }

    /// <summary>The pool for everything else.</summary>
    public NpgsqlDataSource Reader { get; }

    /// <summary>A connection string without pool, for migrations and other work that is done once.</summary>
    internal static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "funcx setup" }.ConnectionString;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        await Reader.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Build(PostgresStorageOptions options, int size, string name)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName = name;
        settings.Options = $"{settings.Options} {PlannerSettings}".Trim();
        settings.MaxPoolSize = size;
        settings.MinPoolSize = 0;
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 1;
        settings.NoResetOnClose = true;
        settings.CommandTimeout = (int)options.CommandTimeout.TotalSeconds;
        settings.Timeout = 15;
        settings.WriteBufferSize = 64 * 1024;
        settings.ReadBufferSize = 64 * 1024;
        return builder.Build();
    }
}
