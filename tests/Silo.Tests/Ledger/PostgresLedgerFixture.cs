using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>One database and one ledger for a test class.</summary>
public sealed class PostgresLedgerFixture(PostgresFixture server) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private PostgresConnections? _connections;
    private PostgresTaskLedger? _ledger;

    public string Database { get; private set; } = string.Empty;

    public async Task<ITaskLedger> LedgerAsync()
    {
        await _one.WaitAsync(TimeSpan.FromMinutes(1));
        try
        {
            return _ledger ??= await CreateAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
            await _connections!.DisposeAsync();
        }

        _one.Dispose();
    }

    private async Task<PostgresTaskLedger> CreateAsync()
    {
        Database = await server.CreateDatabaseAsync();
        var options = new PostgresStorageOptions { ConnectionString = Database };
        _connections = new PostgresConnections(options);
        return new PostgresTaskLedger(_connections, options, TimeProvider.System, NullLogger<PostgresTaskLedger>.Instance);
    }
}
