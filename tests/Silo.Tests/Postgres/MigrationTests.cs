using FuncX.Actors.Silo.Postgres;
using FuncX.Actors.Silo.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FuncX.Actors.Silo.Tests.Postgres;

[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class MigrationTests(PostgresFixture server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Migrations_InTheAssembly_AreNumberedWithoutGaps() =>
        Assert.Equal(Enumerable.Range(1, PostgresMigrator.Migrations().Count), PostgresMigrator.Migrations().Select(migration => migration.Version));

    [Fact]
    public async Task Migrate_FromManySilosAtOnce_AppliesEachOnce()
    {
        var database = await EmptyAsync();

        var versions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator(database).MigrateAsync(Cancel)));

        Assert.All(versions, version => Assert.Equal(PostgresMigrator.Migrations()[^1].Version, version));
        Assert.Equal(versions[0], await PostgresFixture.ScalarAsync<long>(database, "select count(*) from schema_version"));
        Assert.Equal(1, await PostgresFixture.ScalarAsync<long>(database, "select count(*) from cluster_secret"));
    }

    [Fact]
    public async Task Migrate_NewerDatabase_SaysToStartANewerSilo()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresFixture.ExecuteAsync(database, "insert into schema_version (version, name) values (9999, 'future')");

        var error = await Assert.ThrowsAsync<PostgresSchemaException>(() => Migrator(database).MigrateAsync(Cancel));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_TableInTheWay_KeepsNothing()
    {
        var database = await EmptyAsync();
        await PostgresFixture.ExecuteAsync(database, "create table endpoints (mine int)");

        var error = await Assert.ThrowsAsync<PostgresSchemaException>(() => Migrator(database).MigrateAsync(Cancel));

        Assert.Contains("endpoints", error.Message, StringComparison.Ordinal);
        Assert.False(await PostgresFixture.ScalarAsync<bool>(database, "select to_regclass('tasks') is not null"));
    }

    [Fact]
    public async Task EnsurePartitions_ClockMovesOn_AddsTheDaysAhead()
    {
        var database = await server.CreateDatabaseAsync();
        var later = new FixedTime(TestRows.Now.AddDays(3));

        Assert.Equal(0, await new TaskPartitions(database, TimeProvider.System).EnsureAsync(Cancel));
        Assert.Equal(6, await new TaskPartitions(database, later).EnsureAsync(Cancel));
        Assert.Equal(0, await new TaskPartitions(database, later).EnsureAsync(Cancel));
        await using var connections = new PostgresConnections(new PostgresStorageOptions { ConnectionString = database });
        var ahead = TestRows.Task(EndpointId.New(), id: TaskId.From(Guid.CreateVersion7(later.GetUtcNow().AddDays(2))));
        await using var batch = connections.Writer.CreateBatch();
        batch.BatchCommands.Add(LedgerRows.Tasks([ahead]));
        await batch.ExecuteNonQueryAsync(Cancel);
    }

    [Fact]
    public void Validate_AllWrong_ListsEveryError()
    {
        var errors = new PostgresStorageOptions { ConnectionString = " ", ReadConnectionCount = 0, MaxBatchRowCount = 0, MaxWaitingCallCount = 0, RetryWindow = TimeSpan.Zero }.Validate();

        Assert.Equal(5, errors.Count);
    }

    private static PostgresMigrator Migrator(string database) => new(database, NullLogger<PostgresMigrator>.Instance);

    private async Task<string> EmptyAsync()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresFixture.ExecuteAsync(database, "drop schema public cascade; create schema public");
        return database;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
