using FuncX.Actors.Grains;
using FuncX.Actors.Grains.Tasks;
using FuncX.Actors.Silo.Postgres;
using FuncX.Actors.Silo.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace FuncX.Actors.Silo.Tests.Postgres;

[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class PostgresHostingTests(PostgresFixture server)
{
    [Fact]
    public async Task AddFuncXPostgres_EmptyDatabase_HasTablesAndStoresOnceTheHostRuns()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresFixture.ExecuteAsync(database, "drop schema public cascade; create schema public");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddFuncXPostgres(new PostgresStorageOptions { ConnectionString = database });
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        var ledger = host.Services.GetRequiredService<ITaskLedger>();
        Assert.Equal(TaskVerdictKind.Inserted, (await ledger.InsertTasksAsync([TestRows.Task(EndpointId.New())])).Single().Kind);
        Assert.IsType<PostgresGrainStorage>(host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Provider));
        await host.StopAsync(TestContext.Current.CancellationToken);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [Fact]
    public void AddFuncXPostgres_WrongOptions_NamesThemAll()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddFuncXPostgres(new PostgresStorageOptions { ConnectionString = "", MaxBatchRowCount = 0 }));

        Assert.Contains("ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxBatchRowCount", error.Message, StringComparison.Ordinal);
    }
}
