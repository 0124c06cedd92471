using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>The Postgres ledger keeps the promises of every ledger: writes.</summary>
[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class PostgresLedgerTests(PostgresLedgerFixture postgres) : LedgerConformance, IClassFixture<PostgresLedgerFixture>
{
    protected override Task<ITaskLedger> LedgerAsync() => postgres.LedgerAsync();
}

/// <summary>The Postgres ledger keeps the promises of every ledger: reads.</summary>
[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class PostgresLedgerReadTests(PostgresLedgerFixture postgres) : LedgerReadConformance, IClassFixture<PostgresLedgerFixture>
{
    protected override Task<ITaskLedger> LedgerAsync() => postgres.LedgerAsync();

    [Fact]
    public async Task SaveMarks_LowerOrAboveAll_NeverLowersAndHidesSettledLines()
    {
        var ledger = await LedgerAsync();
        var endpoint = EndpointId.New();
        var verdicts = await ledger.InsertTasksAsync([TestRows.Task(endpoint), TestRows.Task(endpoint), TestRows.Task(endpoint, user: "bob")]);
        var lowest = Math.Min(verdicts[0].Sequence, verdicts[1].Sequence);

        await ledger.SaveMarksAsync(endpoint, [new QueueKey(5, "bob", verdicts[2].Sequence), new QueueKey(5, "ada", lowest)]);
        await ledger.SaveMarksAsync(endpoint, [new QueueKey(5, "ada", lowest - 1)]);

        Assert.Equal([new QueueKey(5, "ada", lowest)], await ledger.ReadQueueKeysAsync(endpoint, Cancel));
    }
}
