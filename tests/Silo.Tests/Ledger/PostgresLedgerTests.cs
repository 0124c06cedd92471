using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>The Postgres ledger keeps the promises of every ledger: writes.</summary>
[Trait("Category", "Integration")]
public sealed class PostgresLedgerTests(PostgresLedgerFixture postgres) : LedgerConformance, IClassFixture<PostgresLedgerFixture>
{
    protected override Task<ITaskLedger> LedgerAsync() => postgres.LedgerAsync();
}

/// <summary>The Postgres ledger keeps the promises of every ledger: reads.</summary>
[Trait("Category", "Integration")]
public sealed class PostgresLedgerReadTests(PostgresLedgerFixture postgres) : LedgerReadConformance, IClassFixture<PostgresLedgerFixture>
{
    protected override Task<ITaskLedger> LedgerAsync() => postgres.LedgerAsync();
}
