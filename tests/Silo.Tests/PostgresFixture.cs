using FuncX.Actors.Silo.Postgres;
using FuncX.Actors.Silo.Up;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(FuncX.Actors.Silo.Tests.PostgresFixture))]

namespace FuncX.Actors.Silo.Tests;

/// <summary>One private server for the whole run, started by the first test that asks; each test class copies a migrated template.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"funcx-silo-tests-{Environment.ProcessId}");
    private PostgresSupervisor? _server;
    private int _databases;

    /// <summary>The server's data directory, for tests that look at settings.</summary>
    public string DataDirectory => _root;

    /// <summary>A new database with all tables and the partitions of today.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var server = await ServerAsync();
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await _one.WaitAsync(TimeSpan.FromMinutes(1));
        try
        {
            await ExecuteAsync(server.ConnectionString, $"create database {name} template funcx");
        }
        finally
        {
            _one.Release();
        }

        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            Directory.Delete(_root, recursive: true);
        }

        _one.Dispose();
    }

    private async Task<PostgresSupervisor> ServerAsync()
    {
        await _one.WaitAsync(TimeSpan.FromMinutes(1));
        try
        {
            return _server ??= await StartAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<PostgresSupervisor> StartAsync()
    {
        // Without autovacuum no transaction runs but those of the tests.
        var options = new PostgresSupervisorOptions { DataDirectory = _root, Settings = new Dictionary<string, string> { ["autovacuum"] = "off" } };
        var server = new PostgresSupervisor(options, TimeProvider.System, NullLogger<PostgresSupervisor>.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await new PostgresMigrator(server.ConnectionString, NullLogger<PostgresMigrator>.Instance).MigrateAsync(TestContext.Current.CancellationToken);
        await new TaskPartitions(server.ConnectionString, TimeProvider.System).EnsureAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
