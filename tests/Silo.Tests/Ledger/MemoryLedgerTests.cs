using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Memory;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>The ledger in memory keeps the promises of every ledger: writes.</summary>
[Trait("Category", "Unit")]
public sealed class MemoryLedgerTests : LedgerConformance
{
    private readonly MemoryTaskLedger _ledger = new();

    protected override Task<ITaskLedger> LedgerAsync() => Task.FromResult<ITaskLedger>(_ledger);
}

/// <summary>The ledger in memory keeps the promises of every ledger: reads.</summary>
[Trait("Category", "Unit")]
public sealed class MemoryLedgerReadTests : LedgerReadConformance
{
    private readonly MemoryTaskLedger _ledger = new();

    protected override Task<ITaskLedger> LedgerAsync() => Task.FromResult<ITaskLedger>(_ledger);
}
